package io.sipvault.ingest.fragment;

import com.github.luben.zstd.ZstdCompressCtx;
import io.sipvault.ingest.wire.ByteSink;
import io.sipvault.ingest.wire.Hash128;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Builds a fragment file in memory. Entries must come in ascending order. */
public final class FragmentWriter {
    static final byte[] MAGIC = "SVFRAG1\n".getBytes(StandardCharsets.US_ASCII);
    static final int FOOTER_MAGIC = 0x53564652;
    static final int FOOTER_BYTES = 16;
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int BLOCK_BYTES = 128 << 10;
    private static final int LEVEL = 3;

    private final ByteSink file = new ByteSink(1 << 20);
    private final ByteSink block = new ByteSink(BLOCK_BYTES + (16 << 10));
    private final List<Block> blocks = new ArrayList<>();
    private @Nullable EntryKey first;
    private @Nullable EntryKey last;

    public FragmentWriter() {
        file.bytes(MAGIC, 0, MAGIC.length);
    }

    /** Adds an entry; keys ascend strictly. */
    public void entry(EntryKey key, byte[] body, int offset, int length) {
        if (last != null && last.compareTo(key) >= 0) {
            throw new IllegalArgumentException("entry " + key + " after " + last);
        }
        last = key;
        if (first == null) {
            first = key;
        }
        block.u8(key.type().code());
        block.i64(key.key().high());
        block.i64(key.key().low());
        block.varint(length);
        block.bytes(body, offset, length);
        if (block.size() >= BLOCK_BYTES) {
            closeBlock();
        }
    }

    /** Ends the file and returns its bytes. */
    public byte[] finish(FragmentHeader header) {
        closeBlock();
        ByteSink tail = new ByteSink(64 + blocks.size() * 32);
        tail.block(JSON.writeValueAsBytes(header));
        tail.varint(blocks.size());
        for (Block b : blocks) {
            tail.varint(b.offset);
            tail.varint(b.stored);
            tail.varint(b.content);
            tail.u8(b.first.type().code());
            Hash128 key = b.first.key();
            tail.i64(key.high());
            tail.i64(key.low());
        }
        long offset = file.size();
        byte[] stored = compress(tail);
        file.bytes(stored, 0, stored.length);
        file.i64(offset);
        file.i32(stored.length);
        file.i32(FOOTER_MAGIC);
        return file.toByteArray();
    }

    private void closeBlock() {
        if (first == null) {
            return;
        }
        byte[] stored = compress(block);
        blocks.add(new Block(file.size(), stored.length, block.size(), first));
        file.bytes(stored, 0, stored.length);
        block.clear();
        first = null;
    }

    private static byte[] compress(ByteSink content) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.setLevel(LEVEL);
            context.setChecksum(true);
            byte[] copy = content.toByteArray();
            return context.compress(copy);
        }
    }

    private record Block(long offset, int stored, int content, EntryKey first) {}
}
