package io.sipvault.ingest.sip;

import java.util.Locale;
import java.util.Map;

/**
 * One Via value, RFC 3261 20.42: {@code SIP/2.0/UDP host:port;branch=...}.
 *
 * @param transport
 *            in upper case, empty when it cannot be read
 * @param host
 *            an IPv6 reference without its brackets
 * @param port
 *            -1 when absent
 * @param parameters
 *            names in lower case
 */
public record Via(String transport, String host, int port, Map<String, String> parameters) {
    /** Never throws. */
    public static Via parse(String value) {
        int semicolon = Parameters.next(value, 0, ';');
        String head = value.substring(0, semicolon).strip();
        int transportFrom = transportStart(head);
        int transportEnd = wordEnd(head, transportFrom);
        HostPort sentBy = HostPort.parse(head.substring(transportEnd));
        return new Via(head.substring(transportFrom, transportEnd).toUpperCase(Locale.ROOT), sentBy.host(),
                sentBy.port(), Parameters.parse(value.substring(semicolon)));
    }

    private static int transportStart(String head) {
        int first = head.indexOf('/');
        int second = first < 0 ? -1 : head.indexOf('/', first + 1);
        int from = second < 0 ? head.length() : second + 1;
        while (from < head.length() && SipText.isWhite(head.charAt(from))) {
            from++;
        }
        return from;
    }

    private static int wordEnd(String head, int from) {
        int end = from;
        while (end < head.length() && !SipText.isWhite(head.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The transaction's identifier (RFC 3261 8.1.1.7), empty when absent. */
    public String branch() {
        return parameters.getOrDefault("branch", "");
    }

    /** The address that the next hop saw, without brackets; empty when absent. */
    public String received() {
        String address = parameters.getOrDefault("received", "");
        return HostPort.parse(address).host();
    }

    /** The source port that the next hop saw (RFC 3581), -1 when absent or not filled in. */
    public int rport() {
        long port = SipText.number(parameters.getOrDefault("rport", ""));
        return port > 65_535 ? -1 : (int) port;
    }
}
