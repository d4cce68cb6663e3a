package io.sipvault.ingest.sip;

import java.util.Map;

/**
 * The value of From, To, Contact, Route and their kin: {@code name-addr} or {@code addr-spec} with parameters, RFC 3261
 * 20.10 and 25.1.
 *
 * @param displayName
 *            without quotes and escapes, empty when absent
 * @param uri
 *            what stood in the angle brackets; {@code *} is a URI without scheme
 * @param parameters
 *            of the header, names in lower case
 */
public record NameAddress(String displayName, SipUri uri, Map<String, String> parameters) {
    /** Never throws. */
    public static NameAddress parse(String value) {
        String text = value.strip();
        int open = openingBracket(text);
        return open < 0 ? addrSpec(text) : nameAddr(text, open);
    }

    /** The tag parameter, empty when absent. */
    public String tag() {
        return parameters.getOrDefault("tag", "");
    }

    /** Whether this is the {@code *} that removes all registrations (RFC 3261 10.2.2). */
    public boolean isWildcard() {
        return uri.text().equals("*");
    }

    /** Of the angle bracket that opens the URI, -1 when there is none. */
    private static int openingBracket(String text) {
        int close = text.startsWith("\"") ? Parameters.quoteEnd(text, 0) : 0;
        return text.indexOf('<', Math.max(close, 0));
    }

    private static NameAddress nameAddr(String text, int open) {
        int close = text.indexOf('>', open);
        int uriEnd = close < 0 ? text.length() : close;
        int parametersFrom = Math.min(text.length(), uriEnd + 1);
        return new NameAddress(displayName(text.substring(0, open).strip()),
                SipUri.parse(text.substring(open + 1, uriEnd)), Parameters.parse(text.substring(parametersFrom)));
    }

    private static String displayName(String text) {
        boolean unterminated = text.startsWith("\"") && (text.length() == 1 || !text.endsWith("\""));
        return unterminated ? text.substring(1) : Parameters.unquote(text);
    }

    /** Without brackets all that follows a semicolon belongs to the header, not to the URI (RFC 3261 20.10). */
    private static NameAddress addrSpec(String text) {
        int semicolon = text.indexOf(';');
        int at = text.indexOf('@');
        if (semicolon >= 0 && semicolon < at && !text.substring(semicolon, at).contains("tag=")) {
            semicolon = text.indexOf(';', at);
        }
        int end = semicolon < 0 ? text.length() : semicolon;
        return new NameAddress("", SipUri.parse(text.substring(0, end)), Parameters.parse(text.substring(end)));
    }
}
