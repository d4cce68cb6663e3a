package io.sipvault.ingest.sip;

import java.util.ArrayList;
import java.util.List;

/** What breaks the grammar of addresses, URIs and Via values, RFC 3261 25.1. */
final class AddressDefects {
    private AddressDefects() {}

    static boolean containsWhite(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (SipText.isWhite(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    static List<String> ofUri(SipUri uri) {
        List<String> defects = new ArrayList<>(0);
        if (uri.scheme().isEmpty()) {
            defects.add("URI without a scheme");
        } else if (uri.scheme().startsWith("sip")) {
            checkHost(uri, defects);
        }
        return defects;
    }

    private static void checkHost(SipUri uri, List<String> defects) {
        String host = uri.host();
        if (host.isEmpty()) {
            defects.add("URI without a host");
        } else if (host.indexOf(':') >= 0 && uri.text().indexOf('[') < 0) {
            defects.add("IPv6 address without brackets");
        } else if (host.contains(":::")) {
            defects.add("three colons in an IPv6 address");
        }
    }

    /** Of one {@code name-addr} or {@code addr-spec} with its parameters. */
    static List<String> ofAddress(String value) {
        String text = value.strip();
        if (text.isEmpty()) {
            return List.of("empty value");
        }
        int close = text.startsWith("\"") ? Parameters.quoteEnd(text, 0) : 0;
        if (close < 0) {
            return List.of("unterminated quoted string");
        }
        int open = text.indexOf('<', close);
        return open < 0 ? ofAddrSpec(text) : ofNameAddr(text, close, open);
    }

    private static List<String> ofAddrSpec(String text) {
        NameAddress address = NameAddress.parse(text);
        String uri = address.uri().text();
        List<String> defects = new ArrayList<>(ofUri(address.uri()));
        if (uri.indexOf('?') > uri.indexOf('@')) {
            defects.add("URI with a question mark outside angle brackets");
        }
        if (containsWhite(uri)) {
            defects.add("spaces in the URI");
        }
        int semicolon = text.indexOf(';', uri.length());
        checkParameters(semicolon < 0 ? "" : text.substring(semicolon), defects);
        return defects;
    }

    private static List<String> ofNameAddr(String text, int quoteEnd, int open) {
        int close = text.indexOf('>', open);
        if (close < 0) {
            return List.of("angle bracket without its end");
        }
        List<String> defects = new ArrayList<>(0);
        String displayName = text.substring(quoteEnd == 0 ? 0 : quoteEnd + 1, open);
        if (!isTokens(displayName)) {
            defects.add("display name that is neither quoted nor made of tokens");
        }
        String uri = text.substring(open + 1, close);
        if (containsWhite(uri)) {
            defects.add("spaces in the URI");
        }
        defects.addAll(ofUri(SipUri.parse(uri)));
        checkParameters(text.substring(close + 1), defects);
        return defects;
    }

    private static boolean isTokens(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!SipText.isTokenChar(text.charAt(i)) && !SipText.isWhite(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static void checkParameters(String text, List<String> defects) {
        String parameters = text.strip();
        if (parameters.isEmpty()) {
            return;
        }
        if (parameters.charAt(0) != ';') {
            defects.add("text after the address");
        } else if (Parameters.split(parameters.substring(1), ';').contains("")) {
            defects.add("empty parameter");
        }
    }

    /** Of one Via value. */
    static List<String> ofVia(String value) {
        if (value.isEmpty()) {
            return List.of("empty value");
        }
        List<String> defects = new ArrayList<>(0);
        Via via = Via.parse(value);
        if (via.transport().isEmpty() || via.host().isEmpty()) {
            defects.add("no protocol and host");
        }
        checkParameters(value.substring(Parameters.next(value, 0, ';')), defects);
        return defects;
    }
}
