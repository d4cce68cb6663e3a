package io.sipvault.ingest.net;

import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.transport.Endpoint;
import java.util.Arrays;

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
    /** Copies the fragment out of a packet whose dissection gave {@code FRAGMENT}. */
    public static IpFragment of(Packet packet, long packetRef) {
        int start = packet.payloadOffset();
        byte[] payload = Arrays.copyOfRange(packet.buffer(), start, start + packet.payloadLength());
        return new IpFragment(packet.timeNs(), packetRef, packet.source(), packet.destination(), packet.ipProtocol(),
                packet.ipIdentification(), packet.fragmentOffset(), packet.moreFragments(), payload);
    }
}
