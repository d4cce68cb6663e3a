package io.sipvault.ingest.pcap;

/** How far bytes look like a record, when one is searched after damage. */
enum Likeness {
    NONE,
    RECORD,
    /** The window ends before it can be told. */
    CUT
}
