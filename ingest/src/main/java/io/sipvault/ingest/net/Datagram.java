package io.sipvault.ingest.net;

import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.transport.Endpoint;

/**
 * The payload of an IP datagram put together from its fragments.
 *
 * @param timeNs
 *            capture time of the fragment that completed it
 * @param source
 *            address with port 0
 * @param packetRefs
 *            the packets that carried it, in the order of their bytes
 */
public record Datagram(long timeNs, Endpoint source, Endpoint destination, int protocol, int identification,
        byte[] payload, long[] packetRefs) {
    /**
     * Hands the datagram to a packet: {@code PacketDissector.dissect} then goes on at its protocol and gives ports and
     * payload of UDP, TCP and whatever else a whole packet would have.
     */
    public void into(Packet packet) {
        packet.resetIpPayload(payload, source, destination, protocol, identification, timeNs);
    }
}
