package io.sipvault.ingest.hep;

/** Why nothing could be read from a HEP packet; the texts are those that packets are counted under. */
public enum HepProblem implements HepResult {
    NOT_HEP("HEP of another version, or none"), //
    DAMAGED("HEP damaged"), //
    CUT("HEP cut by the snap length"), //
    NO_PAYLOAD("HEP without payload"), //
    /** Neither gzip nor zlib, or not to be inflated. */
    NOT_INFLATED("HEP with damaged compressed payload"), //
    TOO_LARGE("HEP with compressed payload over 1 MiB");

    private final String text;

    HepProblem(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
