package io.sipvault.agent.capture;

import io.sipvault.ingest.chunk.ChunkKind;

/** Where packets of an interface go that are kept. */
@FunctionalInterface
public interface Destination {
    /**
     * Takes a packet; the bytes are valid during the call.
     *
     * @param kind
     *            SIP or RTP
     * @param timeNs
     *            capture time, nanoseconds since 1970
     * @param originalLength
     *            what the packet had on the wire
     */
    void packet(ChunkKind kind, int linkType, long timeNs, int originalLength, byte[] bytes, int length);
}
