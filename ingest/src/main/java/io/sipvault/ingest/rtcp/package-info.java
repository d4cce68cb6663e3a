/**
 * RTCP reports (RFC 3550, RFC 3611).
 */
@NullMarked
package io.sipvault.ingest.rtcp;

import org.jspecify.annotations.NullMarked;
