package io.sipvault.ingest.net;

import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.transport.Endpoint;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A fragment of an IP datagram.
 *
 * @param timeNs
 *            capture time, nanoseconds since 1970
 * @param packetRef
 *            the caller's name of the packet that carried it
 * @param source
 *            address with port 0
 * @param identification
 *            16 bits for IPv4, 32 for IPv6 (to be read unsigned)
 * @param fragmentOffset
 *            bytes of the datagram before it
 * @param more
 *            whether further fragments follow
 */
public record IpFragment(long timeNs, long packetRef, Endpoint source, Endpoint destination, int protocol,
        int identification, int fragmentOffset, boolean more, byte[] payload) {
    /** By time, then by content: pieces of a capture give one order, whichever is read first. */
    static final Comparator<IpFragment> BY_TIME = Comparator.comparingLong(IpFragment::timeNs)
            .thenComparing(IpFragment::source)
            .thenComparing(IpFragment::destination)
            .thenComparingInt(IpFragment::identification)
            .thenComparingInt(IpFragment::protocol)
            .thenComparingInt(IpFragment::fragmentOffset)
            .thenComparing(IpFragment::more)
            .thenComparing(IpFragment::payload, Arrays::compareUnsigned);

    private static final int MAX_DATAGRAM = 65_535;
    private static final int OBJECT_BYTES = 128;

    /** Copies the fragment out of a packet whose dissection gave {@code FRAGMENT}. */
    public static IpFragment of(Packet packet, long packetRef) {
        int start = packet.payloadOffset();
        byte[] payload = Arrays.copyOfRange(packet.buffer(), start, start + packet.payloadLength());
        return new IpFragment(packet.timeNs(), packetRef, packet.source(), packet.destination(), packet.ipProtocol(),
                packet.ipIdentification(), packet.fragmentOffset(), packet.moreFragments(), payload);
    }

    int end() {
        return fragmentOffset + payload.length;
    }

    /** Whether it can be part of a datagram: it has bytes, all of them within what a length field can say. */
    boolean isPlausible() {
        return payload.length > 0 && fragmentOffset >= 0 && payload.length <= MAX_DATAGRAM - fragmentOffset;
    }

    boolean contradicts(IpFragment other) {
        int from = Math.max(fragmentOffset, other.fragmentOffset);
        int to = Math.min(end(), other.end());
        return from < to && Arrays.mismatch(payload, from - fragmentOffset, to - fragmentOffset, other.payload,
                from - other.fragmentOffset, to - other.fragmentOffset) >= 0;
    }

    int memoryBytes() {
        return OBJECT_BYTES + payload.length;
    }
}
