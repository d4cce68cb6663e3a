package io.sipvault.agent.capture;

import io.sipvault.agent.collect.PacketWatch;
import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Flow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who learns from SIP messages, wherever they come from; each is parsed once for all. Safe for use by many threads. */
public final class MessageObservers {
    private final @Nullable AnnouncedMedia announced;
    private final PacketWatch watch;

    /**
     * @param announced
     *            learns what SDP names, where media is kept only there; else null
     * @param watch
     *            sees messages, and may ask for more media
     */
    public MessageObservers(@Nullable AnnouncedMedia announced, PacketWatch watch) {
        this.announced = announced;
        this.watch = watch;
    }

    /** Null when media counts wherever it is. */
    @Nullable
    AnnouncedMedia announced() {
        return announced;
    }

    PacketWatch watch() {
        return watch;
    }

    /** Whether nobody wants to learn anything now. */
    boolean areIdle() {
        return announced == null && !watch.isActive();
    }

    /** Shows a message that passed between two ends. */
    void message(Flow flow, long timeNs, byte[] bytes, int offset, int length) {
        if (areIdle()) {
            return;
        }
        SipMessage message = SipMessage.parse(bytes, offset, length);
        List<Endpoint> endpoints = SdpEndpoints.of(message);
        if (announced != null) {
            announced.learn(endpoints, timeNs);
        }
        if (watch.isActive()) {
            watch.message(flow, timeNs, bytes, message, endpoints);
        }
    }

    /**
     * Shows a message that another reports, if it is one; with SDP of media that may pass here.
     *
     * @param timeNs
     *            when the report passed or arrived
     */
    public void reported(HepPacket packet, long timeNs) {
        if (!areIdle() && packet.carriesSip()) {
            message(packet.flow(), timeNs, packet.payload(), packet.payloadOffset(), packet.payloadLength());
        }
    }
}
