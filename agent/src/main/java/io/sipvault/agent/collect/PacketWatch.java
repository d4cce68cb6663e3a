package io.sipvault.agent.collect;

import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Flow;
import java.util.List;

/** Sees what interfaces capture, and may ask for media beyond what the agent keeps. It never blocks. Safe for use by many threads. */
public interface PacketWatch {
    /** Wants nothing. */
    PacketWatch NONE = new PacketWatch() {
        @Override
        public boolean isActive() {
            return false;
        }

        @Override
        public void message(Flow flow, long timeNs, byte[] bytes, SipMessage message, List<Endpoint> announced) {
            // nobody wants it
        }

        @Override
        public boolean keepsMedia(Packet packet) {
            return false;
        }
    };

    /** Whether it wants anything at all now: asked for every packet. */
    boolean isActive();

    /**
     * A SIP message passed.
     *
     * @param flow
     *            between which endpoints; of what another reports in HEP, where that one saw it
     * @param timeNs
     *            capture time, nanoseconds since 1970
     * @param bytes
     *            that hold the message, valid during the call
     * @param announced
     *            where its SDP says that media is received
     */
    void message(Flow flow, long timeNs, byte[] bytes, SipMessage message, List<Endpoint> announced);

    /** Whether a packet of media is to be kept whole, whatever else is kept. */
    boolean keepsMedia(Packet packet);
}
