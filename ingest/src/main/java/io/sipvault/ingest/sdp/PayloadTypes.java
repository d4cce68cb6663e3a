package io.sipvault.ingest.sdp;

import org.jspecify.annotations.Nullable;

/** The static payload types of RFC 3551 6, tables 4 and 5. */
public final class PayloadTypes {
    private static final int VIDEO_CLOCK_HZ = 90_000;
    private static final @Nullable RtpMap[] STATIC = new RtpMap[128];

    static {
        put(0, "PCMU", 8000);
        put(3, "GSM", 8000);
        put(4, "G723", 8000);
        put(5, "DVI4", 8000);
        put(6, "DVI4", 16_000);
        put(7, "LPC", 8000);
        put(8, "PCMA", 8000);
        // G.722 samples at 16 kHz, yet its clock stays at 8000 for a historic reason (RFC 3551 4.5.2)
        put(9, "G722", 8000);
        STATIC[10] = new RtpMap("L16", 44_100, 2);
        put(11, "L16", 44_100);
        put(12, "QCELP", 8000);
        put(13, "CN", 8000);
        put(14, "MPA", VIDEO_CLOCK_HZ);
        put(15, "G728", 8000);
        put(16, "DVI4", 11_025);
        put(17, "DVI4", 22_050);
        put(18, "G729", 8000);
        put(25, "CelB", VIDEO_CLOCK_HZ);
        put(26, "JPEG", VIDEO_CLOCK_HZ);
        put(28, "nv", VIDEO_CLOCK_HZ);
        put(31, "H261", VIDEO_CLOCK_HZ);
        put(32, "MPV", VIDEO_CLOCK_HZ);
        put(33, "MP2T", VIDEO_CLOCK_HZ);
        put(34, "H263", VIDEO_CLOCK_HZ);
    }

    private PayloadTypes() {}

    private static void put(int payloadType, String encodingName, int clockRateHz) {
        STATIC[payloadType] = new RtpMap(encodingName, clockRateHz, 1);
    }

    /** Null for dynamic, reserved and unassigned payload types. */
    public static @Nullable RtpMap staticType(int payloadType) {
        return payloadType < 0 || payloadType >= STATIC.length ? null : STATIC[payloadType];
    }

    /** Of a static type, 0 for others. */
    public static int clockRateHz(int payloadType) {
        RtpMap map = staticType(payloadType);
        return map == null ? 0 : map.clockRateHz();
    }
}
