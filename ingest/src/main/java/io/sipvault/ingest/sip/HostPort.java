package io.sipvault.ingest.sip;

/** A host without the brackets of an IPv6 reference, and a port, -1 when there is none or it is none. */
record HostPort(String host, int port) {
    private static final int MAX_PORT = 65_535;

    static HostPort parse(String text) {
        String trimmed = text.strip();
        int close = trimmed.startsWith("[") ? trimmed.indexOf(']') : -1;
        if (close > 0) {
            return new HostPort(trimmed.substring(1, close), port(trimmed.substring(close + 1)));
        }
        int colon = trimmed.indexOf(':');
        if (colon < 0 || trimmed.indexOf(':', colon + 1) >= 0) {
            // more than one colon is an IPv6 address that lacks its brackets
            return new HostPort(trimmed, -1);
        }
        return new HostPort(trimmed.substring(0, colon).strip(), port(trimmed.substring(colon)));
    }

    private static int port(String colonAndPort) {
        String text = colonAndPort.strip();
        long port = text.startsWith(":") ? SipText.number(text.substring(1).strip()) : -1;
        return port > MAX_PORT ? -1 : (int) port;
    }
}
