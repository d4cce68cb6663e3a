package io.sipvault.indexer.quality;

import java.util.Locale;

/**
 * What a payload type carries.
 *
 * @param encodingName
 *            as in rtpmap (RFC 8866 6.6), upper case; empty when unknown
 * @param clockRateHz
 *            of the RTP timestamp; G.722 has 8000 (RFC 3551 4.5.2)
 */
public record PayloadFormat(String encodingName, int clockRateHz) {
    /** RFC 4733 events have this name in SDP. */
    static final String TELEPHONE_EVENT = "TELEPHONE-EVENT";
    /** RFC 3389 comfort noise. */
    static final String COMFORT_NOISE = "CN";

    private static final int LARGEST_CLOCK_RATE_HZ = 1_000_000;

    public PayloadFormat {
        encodingName = encodingName.toUpperCase(Locale.ROOT);
        // SDP is a stranger's text: a clock that no codec has would turn every figure in ms into nonsense.
        if (clockRateHz <= 0 || clockRateHz > LARGEST_CLOCK_RATE_HZ) {
            clockRateHz = 8000;
        }
    }

    boolean isTelephoneEvent() {
        return encodingName.equals(TELEPHONE_EVENT);
    }

    boolean isComfortNoise() {
        return encodingName.equals(COMFORT_NOISE);
    }
}
