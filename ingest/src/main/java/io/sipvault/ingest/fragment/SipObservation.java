package io.sipvault.ingest.fragment;

import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.wire.Hash128;
import java.util.Arrays;

/**
 * One SIP message as one vantage saw it on one hop.
 *
 * @param timeNs
 *            capture time of the packet that completed the message, nanoseconds since 1970; of one that came in HEP what its
 *            sender says
 * @param flow
 *            transport, source and destination of the hop
 * @param ipId
 *            IPv4 identification of the packet that completed it, 0 when unknown, as it is where the sender of HEP says when
 *            it saw the message
 * @param length
 *            bytes of the whole message on the wire
 * @param contentHash
 *            of all its bytes, so also of those that {@code text} leaves out
 * @param packetOffsets
 *            where the packets that carried it begin in the chunk's content, ascending
 * @param text
 *            the message from its start line to the end of its body; bodies beyond the bound are left out
 * @param reporter
 *            who says so, where the message came in HEP
 */
public record SipObservation(long timeNs, Flow flow, int ipId, int length, Hash128 contentHash, int[] packetOffsets,
        byte[] text, Reporter reporter) {
    private static final int TEXT_LIMIT = 64 << 10;

    /** Of a message that was captured itself. */
    public SipObservation(long timeNs, Flow flow, int ipId, int length, Hash128 contentHash, int[] packetOffsets,
            byte[] text) {
        this(timeNs, flow, ipId, length, contentHash, packetOffsets, text, Reporter.NONE);
    }

    /** What is kept of a message's bytes: all but the end of a very long one. */
    public static byte[] kept(byte[] bytes, int offset, int length) {
        return Arrays.copyOfRange(bytes, offset, offset + Math.min(length, TEXT_LIMIT));
    }
}
