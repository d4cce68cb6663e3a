package io.sipvault.ingest.fragment;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;

/** What an entry holds. The order is that of the entries in a file, and part of the format. */
public enum EntryType {
    /** Fragments of IP datagrams that the chunk does not complete. Key: vantage, addresses, protocol, identification. */
    TORN_DATAGRAM(1),
    /** Pieces of TCP directions that no message of the chunk consumed. Key: vantage and both endpoints. */
    TORN_STREAM(2),
    /** SIP messages of one Call-ID and usage. Key: Call-ID and usage. */
    SIP(3),
    /** Packet traces and RTCP of one RTP stream. Key: vantage, both endpoints, SSRC. */
    RTP(4),
    /** Lines of a log. Key: vantage and source. */
    LOG(5),
    /** ICMP errors. Key: vantage, day, and Call-ID or both endpoints of what they quote. */
    ICMP(6);

    private static final EntryType[] VALUES = values();

    private final int code;

    EntryType(int code) {
        this.code = code;
    }

    /** The byte in fragment files. */
    int code() {
        return code;
    }

    static EntryType ofCode(int code) {
        for (EntryType type : VALUES) {
            if (type.code == code) {
                return type;
            }
        }
        throw new ForensicException(ErrorCode.DAMAGED, "reading a fragment file: entry type " + code
                + " is unknown (written by another version, or altered?)");
    }
}
