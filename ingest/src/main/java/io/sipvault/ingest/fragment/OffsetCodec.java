package io.sipvault.ingest.fragment;

import io.sipvault.ingest.wire.ByteSink;
import io.sipvault.ingest.wire.ByteSource;

/** Where packets begin in a chunk's content: their number, then each as zigzag difference to the one before. */
final class OffsetCodec {
    private OffsetCodec() {}

    static void encode(int[] offsets, ByteSink out) {
        out.varint(offsets.length);
        int before = 0;
        for (int offset : offsets) {
            out.zigzag((long) offset - before);
            before = offset;
        }
    }

    static int[] decode(ByteSource in) {
        int[] offsets = new int[in.count(1)];
        long offset = 0;
        for (int i = 0; i < offsets.length; i++) {
            offset += in.zigzag();
            offsets[i] = (int) offset;
        }
        return offsets;
    }
}
