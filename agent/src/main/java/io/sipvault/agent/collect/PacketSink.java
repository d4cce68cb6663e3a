package io.sipvault.agent.collect;

import io.sipvault.ingest.chunk.ChunkKind;

/** Where packets go that are to be kept. Safe for use by many threads. */
@FunctionalInterface
public interface PacketSink {
    /**
     * Takes a packet that nobody can give again: one for which there is no room is counted as dropped. The bytes are valid
     * during the call.
     *
     * @param kind
     *            SIP or RTP
     * @param linkType
     *            LINKTYPE_ value of the bytes
     * @param timeNs
     *            capture time, nanoseconds since 1970
     * @param originalLength
     *            what the packet had on the wire
     */
    void packet(ChunkKind kind, int linkType, long timeNs, int originalLength, byte[] bytes, int length);
}
