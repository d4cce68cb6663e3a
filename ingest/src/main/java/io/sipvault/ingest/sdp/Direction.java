package io.sipvault.ingest.sdp;

/** Which way media may flow, as the sender of the description sees it (RFC 8866 6.7). */
public enum Direction {
    SENDRECV, SENDONLY, RECVONLY, INACTIVE
}
