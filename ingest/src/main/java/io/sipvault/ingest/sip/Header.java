package io.sipvault.ingest.sip;

/**
 * One header line, folded lines joined.
 *
 * @param name
 *            as it was written, so possibly compact
 * @param value
 *            without white space around it
 */
public record Header(String name, String value) {
    /** The name as RFCs write it, compact forms expanded; an unknown name as it stands. */
    public String canonicalName() {
        HeaderName known = HeaderName.of(name);
        return known == HeaderName.OTHER ? name : known.text();
    }
}
