package io.sipvault.indexer.search;

/** What matching documents are counted by. */
public enum Facet {
    STATE("state"),
    STATUS("status"),
    PROBLEM("problem"),
    AGENT("agent"),
    FROM_DOMAIN("from_domain"),
    TO_DOMAIN(
            "to_domain"),
    METHOD("method");

    private final String label;

    Facet(String label) {
        this.label = label;
    }

    /** As interfaces write it. */
    public String label() {
        return label;
    }

    /** Its field; apart from that of the terms, since not every document that has those is counted by them. */
    String field() {
        return "facet_" + label;
    }
}
