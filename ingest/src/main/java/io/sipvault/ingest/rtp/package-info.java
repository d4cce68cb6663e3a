/**
 * RTP packets (RFC 3550) and packet traces. {@link RtpHeader} reads a header in place and tells RTP and RTCP apart,
 * {@link MediaKind} tells everything else that shares a media port (RFC 7983). {@link PacketTrace} keeps what quality is
 * computed from, one row a packet in columns, and {@link PacketTraceCodec} is its form in a fragment file. Nothing in
 * here allocates for a packet but the growth of a trace.
 */
@NullMarked
package io.sipvault.ingest.rtp;

import org.jspecify.annotations.NullMarked;
