package io.sipvault.indexer.number;

/** Where in a message a number stood. */
public enum NumberSource {
    FROM("From"),
    TO("To"),
    REQUEST_URI("Request-URI"),
    P_ASSERTED_IDENTITY(
            "P-Asserted-Identity"),
    P_PREFERRED_IDENTITY("P-Preferred-Identity"),
    REMOTE_PARTY_ID(
            "Remote-Party-ID"),
    DIVERSION(
            "Diversion"),
    HISTORY_INFO("History-Info"),
    REFER_TO("Refer-To"),
    CONTACT("Contact");

    private final String header;

    NumberSource(String header) {
        this.header = header;
    }

    /** The name of the header, or Request-URI. */
    public String header() {
        return header;
    }
}
