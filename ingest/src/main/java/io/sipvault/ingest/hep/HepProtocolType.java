package io.sipvault.ingest.hep;

/** What a HEP packet carries, by the number of chunk 0x0b. */
public final class HepProtocolType {
    public static final int SIP = 1;
    public static final int RTCP_JSON = 5;
    /** The packet has no such chunk. */
    public static final int NONE = -1;
    private static final int MOST = 255;
    private static final String[] COUNTED = new String[MOST + 1];

    static {
        for (int type = 0; type <= MOST; type++) {
            String name = name(type);
            COUNTED[type] = "HEP protocol type " + type + (name.isEmpty() ? "" : " (" + name + ")");
        }
    }

    private HepProtocolType() {}

    private static String name(int type) {
        return switch (type) {
            case SIP -> "SIP";
            case 3 -> "SDP";
            case 4 -> "RTP";
            case RTCP_JSON -> "RTCP as JSON";
            case 34, 35 -> "quality report";
            case 53 -> "DNS";
            case 99 -> "statistics as JSON";
            case 100 -> "log text";
            default -> "";
        };
    }

    /** {@code HEP protocol type 100 (log text)}: what packets of a type that is not decoded are counted under. */
    public static String describe(int type) {
        return type >= 0 && type <= MOST ? COUNTED[type] : "HEP without protocol type";
    }
}
