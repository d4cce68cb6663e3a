/**
 * Captures on network interfaces by libpcap and tells signalling from media by content.
 */
@NullMarked
package io.sipvault.agent.capture;

import org.jspecify.annotations.NullMarked;
