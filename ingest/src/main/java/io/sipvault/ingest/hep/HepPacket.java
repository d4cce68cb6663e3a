package io.sipvault.ingest.hep;

import io.sipvault.ingest.sip.SipStartLine;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.transport.Transport;

/**
 * One HEP packet: what its sender saw, where and when.
 *
 * @param version
 *            1 to 3
 * @param ipProtocol
 *            of the carried packet: 17 UDP, 6 TCP, 132 SCTP; 22 stands for TLS; -1 when not said
 * @param source
 *            of the carried packet; unspecified (0.0.0.0 or ::, or port 0) as far as the sender did not say
 * @param timeNs
 *            when the sender saw it, nanoseconds since 1970
 * @param timeFrom
 *            who says so
 * @param protocolType
 *            see {@link HepProtocolType}; version 1 and 2 carry SIP
 * @param agentId
 *            number that the sender gives itself, unsigned; -1 when it has none
 * @param nodeName
 *            name that it gives itself, empty when it has none
 * @param correlationId
 *            what the sender takes to belong together, often simply the Call-ID; empty when not said
 * @param vlan
 *            of the carried packet, -1 when not said
 * @param payload
 *            the buffer that holds what is carried: the one that was read, or a new one where it was compressed
 */
public record HepPacket(int version, int ipProtocol, Endpoint source, Endpoint destination, long timeNs,
        TimeFrom timeFrom, int protocolType, long agentId, String nodeName, HepKey key, String correlationId, int vlan,
        byte[] payload, int payloadOffset, int payloadLength) implements HepResult {
    private static final int TCP = 6;
    /** XNS-IDP, which nobody uses any more: HEP senders mean TLS, and some of them WebSockets too. */
    private static final int TLS = 22;
    private static final int SCTP = 132;

    /** Whose clock the time is from. */
    public enum TimeFrom {
        SENDER,
        /** The sender says none, as version 1. */
        CARRIER,
        /** The sender's cannot be right, so it was replaced by that of the packet that carried it. */
        CARRIER_INSTEAD
    }

    /**
     * What one saw itself, of SIP.
     *
     * @param timeNs
     *            when, nanoseconds since 1970
     */
    public static HepPacket observed(int ipProtocol, Endpoint source, Endpoint destination, long timeNs, long agentId,
            String nodeName, byte[] message, int offset, int length) {
        return new HepPacket(3, ipProtocol, source, destination, timeNs, TimeFrom.SENDER, HepProtocolType.SIP, agentId,
                nodeName, HepKey.NONE, "", -1, message, offset, length);
    }

    /** The same, reported under another name. */
    public HepPacket as(long otherId, String otherName) {
        return new HepPacket(version, ipProtocol, source, destination, timeNs, timeFrom, protocolType, otherId,
                otherName, key, correlationId, vlan, payload, payloadOffset, payloadLength);
    }

    /** As a message captured between the inner endpoints would have it; UDP where the protocol is none of SIP's. */
    public Flow flow() {
        return new Flow(transport(), source, destination);
    }

    private Transport transport() {
        return switch (ipProtocol) {
            case TCP -> Transport.TCP;
            case TLS -> Transport.TLS;
            case SCTP -> Transport.SCTP;
            default -> Transport.UDP;
        };
    }

    /** Whether it carries a SIP message, by type and by content. */
    public boolean carriesSip() {
        if (protocolType != HepProtocolType.SIP && protocolType != HepProtocolType.NONE) {
            return false;
        }
        int start = SipStartLine.skipBlankLines(payload, payloadOffset, payloadLength);
        return SipStartLine.matches(payload, start, payloadLength - (start - payloadOffset));
    }

    /** Neither the key nor what is carried. */
    @Override
    public String toString() {
        return "HEP " + version + " " + HepProtocolType.describe(protocolType) + ", " + flow() + ", "
                + payloadLength + " bytes";
    }
}
