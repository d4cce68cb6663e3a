package io.sipvault.indexer.diagnosis;

import java.util.Locale;

/**
 * What can be found, in the words that queries and answers use. The order is that of equally severe findings: a missing
 * ACK stands before the silence that it brings about.
 */
public enum Problem {
    NO_ACK("Answer never acknowledged"),
    NO_MEDIA("No media"),
    ONE_WAY_AUDIO("One-way audio"),
    FINAL_FAILURE("Call failed"),
    ICMP_UNREACHABLE("Packets that could not be delivered"),
    AUTH_LOOP("Authentication loop"),
    REGISTRATION_REJECTED("Registration rejected"),
    NO_FINAL_ANSWER("No final answer"),
    NO_RESPONSE("No response"),
    RETRANSMISSIONS("Retransmissions"),
    BYE_REJECTED("BYE rejected"),
    NAT_MISMATCH("Media from another address than described"),
    PRIVATE_ADDRESS("Private address in the session description"),
    LATE_MEDIA("Late media"),
    LOSS("Packet loss"),
    BURST_LOSS("Loss in bursts"),
    JITTER("Jitter"),
    LOW_MOS("Poor score"),
    CODEC_MISMATCH("Different codecs in the two directions"),
    PAYLOAD_TYPE_MISMATCH("Payload type that was not negotiated"),
    PTIME_MISMATCH("Different packet times"),
    SLOW_PDD("Slow post-dial delay"),
    ABANDONED("Abandoned by the caller"),
    REGISTRATION_SHORTENED("Registration shortened"),
    END_NOT_SEEN("End not seen"),
    TRANSFER("Transferred"),
    HOLD("On hold"),
    T38_REFUSED("Fax switch refused"),
    T38_SWITCH("Switched to T.38 fax");

    private final String title;

    Problem(String title) {
        this.title = title;
    }

    /** {@code one_way_audio}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }
}
