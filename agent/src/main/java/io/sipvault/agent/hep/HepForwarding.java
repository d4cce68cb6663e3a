package io.sipvault.agent.hep;

import io.sipvault.agent.config.HepAddress.Transport;
import io.sipvault.agent.config.HepForwardSettings;
import io.sipvault.ingest.hep.HepEncoder;
import io.sipvault.ingest.hep.HepKey;
import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.transport.Endpoint;
import java.util.Arrays;

/**
 * What goes on to another collector, and in which form. It never waits: what the queue has no room for is counted. Safe for use
 * by many threads.
 */
final class HepForwarding {
    private final HepForwarder forwarder;
    private final boolean always3;
    private final boolean framed;
    private final HepKey key;
    private final long id;
    private final String name;
    private final LoopGuard guard = new LoopGuard();

    /** @param name of this agent */
    HepForwarding(HepForwardSettings settings, String name, HepForwarder forwarder) {
        this.forwarder = forwarder;
        this.always3 = settings.always3();
        this.framed = settings.to().transport() != Transport.UDP;
        this.key = HepKeyFile.read(settings.keyFile());
        this.id = settings.id();
        this.name = name;
    }

    /** Whether this agent made a packet. */
    boolean isOwn(HepPacket packet) {
        return packet.agentId() == id && packet.nodeName().equals(name);
    }

    /** Sends on what a sender reported. */
    void received(Endpoint from, HepPacket packet, byte[] bytes, int offset, int length) {
        HepPacket named = named(from, packet);
        if (!guard.mayPass(named, System.nanoTime())) {
            forwarder.looped();
        } else if (always3 || framed && packet.version() < 3) {
            // versions 1 and 2 do not say where they end, so a stream cannot carry them
            forwarder.offer(HepEncoder.encode(named, key));
        } else {
            forwarder.offer(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    /** A collector that gets it from here should still be able to tell senders apart, as this agent does by their addresses. */
    private HepPacket named(Endpoint from, HepPacket packet) {
        return packet.agentId() >= 0 || !packet.nodeName().isEmpty()
                ? packet
                : packet.as(id, "hep-" + from.address());
    }

    /** Sends a message that this agent captured. */
    void captured(int ipProtocol, Endpoint source, Endpoint destination, long timeNs, byte[] bytes, int offset,
            int length) {
        forwarder.offer(HepEncoder.encode(
                HepPacket.observed(ipProtocol, source, destination, timeNs, id, name, bytes, offset, length), key));
    }

    /** Whether what passes between two endpoints is what this agent sends. */
    boolean isBetween(Endpoint source, Endpoint destination) {
        return forwarder.isBetween(source, destination);
    }
}
