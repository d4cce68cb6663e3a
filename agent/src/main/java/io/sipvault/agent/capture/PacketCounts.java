package io.sipvault.agent.capture;

/** What came of the packets of an interface. Counted by one thread, read by any. */
public final class PacketCounts {
    private volatile long signalling;
    private volatile long media;
    private volatile long ignored;

    void signalling() {
        signalling = signalling + 1;
    }

    void media() {
        media = media + 1;
    }

    void ignored() {
        ignored = ignored + 1;
    }

    /** Packets of signalling, which are kept. */
    public long kept() {
        return signalling + media;
    }

    /** Packets that are neither signalling nor media that is to be kept. */
    public long left() {
        return ignored;
    }
}
