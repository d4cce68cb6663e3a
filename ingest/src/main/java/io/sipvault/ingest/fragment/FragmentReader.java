package io.sipvault.ingest.fragment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.ObjectStore.StoredObject;
import io.sipvault.ingest.wire.ByteSource;
import io.sipvault.ingest.wire.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a fragment file: all entries in order, or one by its key. Not safe for use by several threads. */
public final class FragmentReader {
    /** No chunk's fragment comes near; a tail that claims more is damaged. */
    private static final int TAIL_LIMIT = 256 << 20;

    private static final int MOST_CACHED = 4;

    private final ObjectStore store;
    private final String key;
    private final FragmentHeader header;
    private final List<Block> blocks;
    /** The blocks read last: several threads ask for neighbours, each in another part of the file. */
    private final Map<Integer, byte[]> cached = new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> eldest) {
            return size() > MOST_CACHED;
        }
    };

    private FragmentReader(ObjectStore store, String key, FragmentHeader header, List<Block> blocks) {
        this.store = store;
        this.key = key;
        this.header = header;
        this.blocks = blocks;
    }

    /** Reads footer and tail. */
    public static FragmentReader open(ObjectStore store, String key) {
        StoredObject object = store.head(key).orElseThrow(() -> new ForensicException(ErrorCode.NOT_FOUND,
                "reading fragment file " + key + ": it is not in " + store.location()
                        + ". './sipvault jobs --rebuild' makes what is missing"));
        int footerBytes = FragmentWriter.FOOTER_BYTES;
        if (object.size() < footerBytes + FragmentWriter.MAGIC.length) {
            throw damaged(store, key, "has only " + object.size() + " bytes", null);
        }
        byte[] footer = store.read(key, object.size() - footerBytes, footerBytes);
        long tailOffset = Bytes.i64(footer, 0);
        int tailStored = Bytes.i32(footer, 8);
        if (Bytes.i32(footer, 12) != FragmentWriter.FOOTER_MAGIC || tailStored < 0 || tailOffset < 0
                || tailOffset + tailStored + footerBytes != object.size()) {
            throw damaged(store, key, "has no valid footer", null);
        }
        byte[] tail = decompress(store, key, store.read(key, tailOffset, tailStored), -1);
        ByteSource in = new ByteSource(tail, 0, tail.length);
        FragmentHeader header = FragmentWriter.JSON.readValue(in.block(), FragmentHeader.class);
        int count = in.count(1);
        List<Block> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(new Block(in.varint(), (int) in.varint(), (int) in.varint(),
                    new EntryKey(EntryType.ofCode(in.u8()), in.hash())));
        }
        return new FragmentReader(store, key, header, blocks);
    }

    public FragmentHeader header() {
        return header;
    }

    /** Bytes of content of all blocks. */
    public long contentBytes() {
        return blocks.stream().mapToLong(Block::content).sum();
    }

    /** The body of an entry. */
    public Optional<ByteSource> find(EntryKey wanted) {
        int block = lastBlockFrom(wanted);
        if (block < 0) {
            return Optional.empty();
        }
        Cursor cursor = new Cursor(block, block + 1);
        while (cursor.next()) {
            int order = cursor.key().compareTo(wanted);
            if (order == 0) {
                return Optional.of(cursor.body());
            }
            if (order > 0) {
                break;
            }
        }
        return Optional.empty();
    }

    /** A cursor before the first entry. */
    public Cursor cursor() {
        return new Cursor(0, blocks.size());
    }

    private int lastBlockFrom(EntryKey wanted) {
        int low = 0;
        int high = blocks.size() - 1;
        int found = -1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (blocks.get(middle).first.compareTo(wanted) <= 0) {
                found = middle;
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return found;
    }

    private byte[] block(int index) {
        return cached.computeIfAbsent(index, i -> {
            Block block = blocks.get(i);
            return decompress(store, key, store.read(key, block.offset, block.stored), block.content);
        });
    }

    private static byte[] decompress(ObjectStore store, String key, byte[] stored, int expected) {
        long size = Zstd.getFrameContentSize(stored);
        if (size < 0 || size > TAIL_LIMIT || (expected >= 0 && size != expected)) {
            throw damaged(store, key, "has a block of " + size + " bytes, expected " + expected, null);
        }
        try {
            return Zstd.decompress(stored, (int) size);
        } catch (ZstdException e) {
            throw damaged(store, key, "cannot be decompressed: " + e.getMessage(), e);
        }
    }

    private static ForensicException damaged(ObjectStore store, String key, String what, @Nullable Throwable cause) {
        return new ForensicException(ErrorCode.DAMAGED, "reading fragment file " + key + " in " + store.location()
                + ": it " + what + ". Delete it: it is made again from its chunk by the next index job", cause);
    }

    private record Block(long offset, int stored, int content, EntryKey first) {}

    /** Walks entries in order. */
    public final class Cursor {
        private final int endBlock;
        private int block;
        private @Nullable ByteSource source;
        private byte[] content = new byte[0];
        private @Nullable EntryKey current;
        private int bodyOffset;
        private int bodyLength;

        private Cursor(int block, int endBlock) {
            this.block = block;
            this.endBlock = endBlock;
        }

        /** Moves to the next entry. @return false at the end */
        public boolean next() {
            while (source == null || !source.hasMore()) {
                if (block >= endBlock) {
                    current = null;
                    return false;
                }
                content = block(block++);
                source = new ByteSource(content, 0, content.length);
            }
            ByteSource in = source;
            current = new EntryKey(EntryType.ofCode(in.u8()), in.hash());
            bodyLength = in.count(1);
            bodyOffset = in.position();
            in.skip(bodyLength);
            return true;
        }

        public EntryKey key() {
            if (current == null) {
                throw new IllegalStateException("the cursor stands on no entry");
            }
            return current;
        }

        public ByteSource body() {
            return new ByteSource(content, bodyOffset, bodyLength);
        }

        public int bodyLength() {
            return bodyLength;
        }
    }
}
