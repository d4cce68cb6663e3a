package io.sipvault.ingest.fragment;

/** What an entry holds. The order is that of the entries in a file, and part of the format. */
public enum EntryType {
    /** Fragments of IP datagrams that the chunk does not complete. Key: vantage, addresses, protocol, identification. */
    TORN_DATAGRAM,
    /** Pieces of TCP directions that no message of the chunk consumed. Key: vantage and both endpoints. */
    TORN_STREAM,
    /** SIP messages of one Call-ID and usage. Key: Call-ID and usage. */
    SIP,
    /** Packet traces and RTCP of one RTP stream. Key: vantage, both endpoints, SSRC. */
    RTP,
    /** Lines of a log. Key: vantage and source. */
    LOG;

    private static final EntryType[] VALUES = values();

    static EntryType of(int code) {
        return code >= 0 && code < VALUES.length ? VALUES[code] : LOG;
    }
}
