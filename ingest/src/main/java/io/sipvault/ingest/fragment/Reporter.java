package io.sipvault.ingest.fragment;

import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.hep.HepPacket.TimeFrom;
import io.sipvault.ingest.transport.Endpoint;

/**
 * Who says that it saw a message which came in HEP. It is a vantage of its own, below that of the chunk: a proxy and a PBX
 * that report one message are two witnesses, and what each says twice is a retransmission.
 *
 * @param name
 *            what the sender calls itself; empty for what was captured itself
 * @param timeReplaced
 *            whether the sender's time could not be right, so that the message has that of the packet which carried it
 * @param correlationId
 *            what the sender says belongs together; empty when nothing, or only the Call-ID
 */
public record Reporter(String name, boolean timeReplaced, String correlationId) {
    /** Of what was captured itself. */
    public static final Reporter NONE = new Reporter("", false, "");

    private static final char SEPARATOR = '/';
    private static final int MOST_NAME = 64;

    /**
     * The sender of a HEP packet: by the name of its node, else by its number, else by where the packet came from.
     *
     * @param carrier
     *            source of the packet
     */
    public static Reporter of(HepPacket packet, Endpoint carrier) {
        String given = named(packet.nodeName());
        String name = !given.isEmpty()
                ? given
                : "hep-" + (packet.agentId() >= 0 ? String.valueOf(packet.agentId()) : carrier.address());
        return new Reporter(name, packet.timeFrom() == TimeFrom.CARRIER_INSTEAD, packet.correlationId());
    }

    /** A stranger's name as part of one of ours: letters, digits and {@code . - _ : @} stay. */
    private static String named(String given) {
        String name = given.length() > MOST_NAME ? given.substring(0, MOST_NAME) : given;
        return name.replaceAll("[^\\p{L}\\p{Nd}._:@-]", "_");
    }

    /** As it is for a message of that Call-ID. */
    public Reporter about(String callId) {
        return correlationId.equals(callId) ? new Reporter(name, timeReplaced, "") : this;
    }

    /** Whose observation it is, {@code import/hep-2001}. */
    public String vantage(String ofChunk) {
        return vantage(name, ofChunk);
    }

    static String vantage(String name, String ofChunk) {
        return name.isEmpty() ? ofChunk : ofChunk + SEPARATOR + name;
    }

    /** Whether a vantage is that of a sender of HEP. */
    public static boolean isReported(String vantage) {
        return vantage.indexOf(SEPARATOR) >= 0;
    }

    /** The vantage of the chunk that holds the observations of another; agents have no slash in their names. */
    public static String carrierOf(String vantage) {
        int separator = vantage.indexOf(SEPARATOR);
        return separator < 0 ? vantage : vantage.substring(0, separator);
    }
}
