/**
 * Capture files: pcap and pcapng records and blocks, with times in nanoseconds since 1970; compressed files are told by content.
 */
@NullMarked
package io.sipvault.ingest.pcap;

import org.jspecify.annotations.NullMarked;
