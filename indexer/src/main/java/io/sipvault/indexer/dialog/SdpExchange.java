package io.sipvault.indexer.dialog;

/** What a session description is in its exchange, RFC 3264. */
public enum SdpExchange {
    OFFER, ANSWER
}
