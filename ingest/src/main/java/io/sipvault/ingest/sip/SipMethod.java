package io.sipvault.ingest.sip;

/** The registered methods, so that the usual ones are named without allocating. */
final class SipMethod {
    private static final String[] KNOWN = {"INVITE", "ACK", "BYE", "OPTIONS", "REGISTER", "CANCEL", "NOTIFY",
            "SUBSCRIBE", "PRACK", "UPDATE", "INFO", "REFER", "MESSAGE", "PUBLISH"};

    private SipMethod() {}

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
