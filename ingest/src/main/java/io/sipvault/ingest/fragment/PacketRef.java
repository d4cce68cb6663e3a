package io.sipvault.ingest.fragment;

/** A packet's place, as a long: which chunk (by a number that the reader gave it) and the offset in its content. */
public final class PacketRef {
    private PacketRef() {}

    public static long of(int chunk, long offset) {
        return (long) chunk << Integer.SIZE | (offset & 0xffff_ffffL);
    }

    public static int chunk(long ref) {
        return (int) (ref >>> Integer.SIZE);
    }

    public static int offset(long ref) {
        return (int) ref;
    }
}
