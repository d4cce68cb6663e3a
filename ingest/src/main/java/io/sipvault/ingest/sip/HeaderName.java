package io.sipvault.ingest.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Header fields that are looked for or split into values, with their compact forms (RFC 3261 7.3.3 and the IANA
 * registry of SIP header fields).
 */
enum HeaderName {
    OTHER("", '-', false),
    VIA("Via", 'v', true),
    FROM("From", 'f', false),
    TO("To", 't', false),
    CALL_ID("Call-ID", 'i', false),
    CSEQ("CSeq", '-', false),
    MAX_FORWARDS("Max-Forwards", '-', false),
    CONTACT("Contact", 'm', true),
    CONTENT_LENGTH("Content-Length", 'l', false),
    CONTENT_TYPE("Content-Type", 'c', false),
    CONTENT_ENCODING("Content-Encoding", 'e', true),
    SUBJECT("Subject", 's', false),
    SUPPORTED("Supported", 'k', true),
    EVENT("Event", 'o', false),
    ALLOW_EVENTS("Allow-Events", 'u', true),
    REFER_TO("Refer-To", 'r', false),
    REFERRED_BY("Referred-By", 'b', false),
    REJECT_CONTACT("Reject-Contact", 'j', true),
    ACCEPT_CONTACT("Accept-Contact", 'a', true),
    REQUEST_DISPOSITION("Request-Disposition", 'd', true),
    SESSION_EXPIRES("Session-Expires", 'x', false),
    IDENTITY("Identity", 'y', false),
    IDENTITY_INFO("Identity-Info", 'n', false),
    ROUTE("Route", '-', true),
    RECORD_ROUTE("Record-Route", '-', true),
    PATH("Path", '-', true),
    SERVICE_ROUTE("Service-Route", '-', true),
    DIVERSION("Diversion", '-', true),
    HISTORY_INFO("History-Info", '-', true),
    P_ASSERTED_IDENTITY("P-Asserted-Identity", '-', true),
    P_PREFERRED_IDENTITY("P-Preferred-Identity", '-', true),
    P_ASSOCIATED_URI("P-Associated-URI", '-', true),
    P_VISITED_NETWORK_ID("P-Visited-Network-ID", '-', true),
    P_ACCESS_NETWORK_INFO("P-Access-Network-Info", '-', true),
    P_EARLY_MEDIA("P-Early-Media", '-', true),
    REMOTE_PARTY_ID("Remote-Party-ID", '-', true),
    REASON("Reason", '-', true),
    WARNING("Warning", '-', true),
    ALLOW("Allow", '-', true),
    ACCEPT("Accept", '-', true),
    ACCEPT_ENCODING("Accept-Encoding", '-', true),
    ACCEPT_LANGUAGE("Accept-Language", '-', true),
    ACCEPT_RESOURCE_PRIORITY("Accept-Resource-Priority", '-', true),
    RESOURCE_PRIORITY("Resource-Priority", '-', true),
    ALERT_INFO("Alert-Info", '-', true),
    CALL_INFO("Call-Info", '-', true),
    ERROR_INFO("Error-Info", '-', true),
    CONTENT_LANGUAGE("Content-Language", '-', true),
    FEATURE_CAPS("Feature-Caps", '-', true),
    GEOLOCATION("Geolocation", '-', true),
    IN_REPLY_TO("In-Reply-To", '-', true),
    PROXY_REQUIRE("Proxy-Require", '-', true),
    REQUIRE("Require", '-', true),
    UNSUPPORTED("Unsupported", '-', true),
    RECV_INFO("Recv-Info", '-', true),
    SECURITY_CLIENT("Security-Client", '-', true),
    SECURITY_SERVER("Security-Server", '-', true),
    SECURITY_VERIFY("Security-Verify", '-', true),
    USER_TO_USER("User-to-User", '-', true),
    EXPIRES("Expires", '-', false),
    MIN_EXPIRES("Min-Expires", '-', false),
    RETRY_AFTER("Retry-After", '-', false),
    DATE("Date", '-', false),
    USER_AGENT("User-Agent", '-', false),
    SERVER("Server", '-', false);

    private static final HeaderName[] COMPACT = new HeaderName[128];
    private static final int SLOTS = 512;
    private static final byte[][] SLOT_NAMES = new byte[SLOTS][];
    private static final HeaderName[] SLOT_VALUES = new HeaderName[SLOTS];
    /** As RFCs write them, which is how code asks: no bytes are made. */
    private static final Map<String, HeaderName> BY_TEXT = new HashMap<>();

    static {
        Arrays.fill(COMPACT, OTHER);
        Arrays.fill(SLOT_VALUES, OTHER);
        for (HeaderName name : values()) {
            if (name != OTHER) {
                enter(name);
            }
        }
    }

    private final String text;
    private final char compact;
    private final boolean list;

    HeaderName(String text, char compact, boolean list) {
        this.text = text;
        this.compact = compact;
        this.list = list;
    }

    private static void enter(HeaderName name) {
        byte[] lower = name.text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        int slot = hash(lower, 0, lower.length);
        while (SLOT_NAMES[slot] != null) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        SLOT_NAMES[slot] = lower;
        SLOT_VALUES[slot] = name;
        BY_TEXT.put(name.text, name);
        if (name.compact != '-') {
            COMPACT[name.compact] = name;
        }
    }

    /** The name as RFCs write it; empty for {@link #OTHER}. */
    String text() {
        return text;
    }

    /** Whether its grammar allows several values separated by commas. */
    boolean isList() {
        return list;
    }

    static HeaderName of(String name) {
        HeaderName known = BY_TEXT.get(name);
        return known != null ? known : ofBytes(name);
    }

    private static HeaderName ofBytes(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return of(bytes, 0, bytes.length);
    }

    /** The header of that name, long or compact, in any case; {@link #OTHER} for all that have no constant. */
    static HeaderName of(byte[] b, int from, int limit) {
        if (limit - from <= 1) {
            int letter = limit == from ? 0 : SipText.lower(b[from]);
            return letter >= 'a' && letter <= 'z' ? COMPACT[letter] : OTHER;
        }
        int slot = hash(b, from, limit);
        for (byte[] name = SLOT_NAMES[slot]; name != null; name = SLOT_NAMES[slot]) {
            if (matches(name, b, from, limit)) {
                return SLOT_VALUES[slot];
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return OTHER;
    }

    private static boolean matches(byte[] lower, byte[] b, int from, int limit) {
        if (limit - from != lower.length) {
            return false;
        }
        for (int i = 0; i < lower.length; i++) {
            // OR with 0x20 maps CR to "-", which no line holds inside a name
            if ((b[from + i] | 0x20) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] b, int from, int limit) {
        int length = limit - from;
        int first = b[from] | 0x20;
        int middle = b[from + length / 2] | 0x20;
        int last = b[limit - 1] | 0x20;
        return (length * 37 + first * 7 + middle * 59 + last * 131) & (SLOTS - 1);
    }
}
