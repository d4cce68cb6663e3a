package io.sipvault.ingest.transport;

/** What carried a message, in the words of a Via header (RFC 3261 20.42). The order is part of the fragment format. */
public enum Transport {
    UDP, TCP, TLS, SCTP, WS, WSS;
}
