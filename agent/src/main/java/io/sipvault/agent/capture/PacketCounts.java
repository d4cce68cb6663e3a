package io.sipvault.agent.capture;

/** What came of the packets of an interface. Counted by one thread, read by any. */
public final class PacketCounts {
    private volatile long signalling;
    private volatile long media;
    private volatile long ignored;
    private volatile long failed;

    void signalling() {
        signalling = signalling + 1;
    }

    void media() {
        media = media + 1;
    }

    void ignored() {
        ignored = ignored + 1;
    }

    void failed() {
        failed = failed + 1;
    }

    /** Packets of signalling and media, which are kept. */
    public long kept() {
        return signalling + media;
    }

    /** Packets that are neither signalling nor media that is to be kept. */
    public long left() {
        return ignored;
    }

    /** Packets that could not be told. */
    public long unclear() {
        return failed;
    }
}
