package io.sipvault.indexer.dialog;

/** The header that a number or user name stood in. */
public enum NumberRole {
    FROM("From"),
    TO("To"),
    REQUEST_URI(""),
    P_ASSERTED_IDENTITY("P-Asserted-Identity"),
    P_PREFERRED_IDENTITY(
            "P-Preferred-Identity"),
    REMOTE_PARTY_ID("Remote-Party-ID"),
    DIVERSION("Diversion"),
    HISTORY_INFO(
            "History-Info"),
    REFER_TO("Refer-To"),
    REFERRED_BY("Referred-By"),
    CONTACT("Contact");

    private final String header;

    NumberRole(String header) {
        this.header = header;
    }

    /** As RFCs write it; empty for the Request-URI. */
    public String header() {
        return header;
    }
}
