package io.sipvault.ingest.sip;

import java.util.Arrays;

/** The registered methods, so that the usual ones are named without allocating. */
public final class SipMethod {
    private static final String[] KNOWN = {"INVITE", "ACK", "BYE", "OPTIONS", "REGISTER", "CANCEL", "NOTIFY",
            "SUBSCRIBE", "PRACK", "UPDATE", "INFO", "REFER", "MESSAGE", "PUBLISH"};

    private SipMethod() {}

    /** Whether it is one of the registered methods. */
    public static boolean isKnown(String method) {
        return Arrays.asList(KNOWN).contains(method);
    }

    static boolean isKnown(byte[] b, int from, int limit) {
        for (String method : KNOWN) {
            if (SipText.equals(b, from, limit, method)) {
                return true;
            }
        }
        return false;
    }

    /** The method in these bytes; methods are case-sensitive (RFC 3261 7.1). */
    static String of(byte[] b, int from, int limit) {
        for (String method : KNOWN) {
            if (SipText.equals(b, from, limit, method)) {
                return method;
            }
        }
        return SipText.decode(b, from, limit);
    }
}
