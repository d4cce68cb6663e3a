package io.sipvault.ingest.sip;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A URI in a SIP message: sip and sips (RFC 3261 19.1), tel (RFC 3966), and any other as an opaque text.
 *
 * <pre>
 * sip:user;userParameters:password@host:port;parameters?headers
 * tel:user;parameters
 * </pre>
 *
 * Any text gives a URI; what cannot be read stays empty. The password is only in {@code text}.
 *
 * @param scheme
 *            in lower case, empty when the text has none
 * @param user
 *            as written, escapes kept, without its parameters; the number of a tel URI
 * @param userParameters
 *            what follows a semicolon inside the user part, such as {@code npdi}, {@code rn}, {@code phone-context}
 * @param host
 *            as written, an IPv6 reference without its brackets; empty for tel and opaque URIs
 * @param port
 *            -1 when absent
 * @param parameters
 *            names in lower case, empty values for those without
 * @param headers
 *            after the question mark, escapes kept
 * @param text
 *            the whole URI as written, without angle brackets
 */
public record SipUri(String scheme, String user, Map<String, String> userParameters, String host, int port,
        Map<String, String> parameters, Map<String, String> headers, String text) {
    private static final int MAX_HEADERS = 64;

    /** Never throws. */
    public static SipUri parse(String text) {
        String uri = text.strip();
        int colon = schemeEnd(uri);
        String scheme = colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = uri.substring(colon + 1);
        return switch (scheme) {
            case "sip", "sips" -> sip(scheme, rest, uri);
            case "tel", "fax" -> tel(scheme, rest, uri);
            case "" -> sip("", rest, uri);
            default -> opaqueOrHost(scheme, uri);
        };
    }

    /** {@code example.com:5060} looks like a scheme with an opaque part. */
    private static SipUri opaqueOrHost(String scheme, String uri) {
        String rest = uri.substring(scheme.length() + 1);
        boolean port = !rest.isEmpty() && SipText.isDigit(rest.charAt(0)) && scheme.indexOf('.') > 0;
        return port ? sip("", uri, uri) : opaque(scheme, uri);
    }

    private static SipUri opaque(String scheme, String uri) {
        return new SipUri(scheme, "", Map.of(), "", -1, Map.of(), Map.of(), uri);
    }

    private static int schemeEnd(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == ':') {
                return i;
            }
            boolean letter = c < 128 && Character.isLetter(c);
            if (!letter && (i == 0 || !isSchemeMark(c))) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isSchemeMark(char c) {
        return SipText.isDigit(c) || c == '+' || c == '-' || c == '.';
    }

    private static SipUri tel(String scheme, String rest, String uri) {
        int semicolon = end(rest, rest.indexOf(';'));
        return new SipUri(scheme, rest.substring(0, semicolon), Map.of(), "", -1,
                Parameters.parse(rest.substring(semicolon)), Map.of(), uri);
    }

    private static SipUri sip(String scheme, String rest, String uri) {
        int at = rest.indexOf('@');
        String userInfo = at < 0 ? "" : rest.substring(0, at);
        String hostPart = rest.substring(at + 1);
        int question = end(hostPart, hostPart.indexOf('?'));
        int semicolon = Math.min(question, end(hostPart, hostPart.indexOf(';')));
        HostPort hostPort = HostPort.parse(hostPart.substring(0, semicolon));
        String user = userInfo.substring(0, end(userInfo, passwordColon(userInfo)));
        int userEnd = end(user, user.indexOf(';'));
        return new SipUri(scheme, user.substring(0, userEnd), Parameters.parse(user.substring(userEnd)),
                hostPort.host(), hostPort.port(), Parameters.parse(hostPart.substring(semicolon, question)),
                headers(hostPart.substring(question)), uri);
    }

    private static int passwordColon(String userInfo) {
        return userInfo.indexOf(':');
    }

    private static int end(String text, int index) {
        return index < 0 ? text.length() : index;
    }

    private static Map<String, String> headers(String text) {
        if (text.length() < 2) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String piece : text.substring(1).split("&", MAX_HEADERS)) {
            int equals = end(piece, piece.indexOf('='));
            headers.putIfAbsent(piece.substring(0, equals), piece.substring(Math.min(piece.length(), equals + 1)));
        }
        return Collections.unmodifiableMap(headers);
    }

    /** The user with its %HH escapes resolved (RFC 3261 19.1.2), as UTF-8. */
    public String decodedUser() {
        return user.indexOf('%') < 0 ? user : unescape(user);
    }

    /** The value of a parameter, empty when it is absent or has no value. */
    public String parameter(String name) {
        return parameters.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The parameters of a tel URI, or those in the user part of a sip URI: both describe the number. */
    public Map<String, String> numberParameters() {
        return host.isEmpty() && scheme.equals("tel") ? parameters : userParameters;
    }

    private static String unescape(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            int value = in[i] == '%' && i + 2 < in.length ? hex(in[i + 1], in[i + 2]) : -1;
            out[length++] = value < 0 ? in[i] : (byte) value;
            i += value < 0 ? 0 : 2;
        }
        return SipText.decode(out, 0, length);
    }

    private static int hex(int high, int low) {
        int value = Character.digit(high, 16);
        int unit = Character.digit(low, 16);
        return value < 0 || unit < 0 ? -1 : (value << 4) | unit;
    }
}
