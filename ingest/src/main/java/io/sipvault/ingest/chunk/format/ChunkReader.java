package io.sipvault.ingest.chunk.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.wire.Hash128;
import java.util.HexFormat;
import java.util.List;

/** Reads the frames of a stored chunk, any of them alone, each proven by its hash. Safe for use by many threads. */
public final class ChunkReader {
    private final ObjectStore store;
    private final String key;
    private final List<ChunkFrame> frames;
    private final long[] storedOffsets;
    private final long[] contentOffsets;

    public ChunkReader(ObjectStore store, String key, List<ChunkFrame> frames) {
        this.store = store;
        this.key = key;
        this.frames = List.copyOf(frames);
        this.storedOffsets = new long[frames.size() + 1];
        this.contentOffsets = new long[frames.size() + 1];
        for (int i = 0; i < frames.size(); i++) {
            storedOffsets[i + 1] = storedOffsets[i] + frames.get(i).storedBytes();
            contentOffsets[i + 1] = contentOffsets[i] + frames.get(i).bytes();
        }
    }

    public int frameCount() {
        return frames.size();
    }

    /** Where a frame's content begins in the content of the chunk. */
    public long contentOffset(int frame) {
        return contentOffsets[frame];
    }

    /** The frame that holds the byte at an offset of the chunk's content. */
    public int frameAt(long contentOffset) {
        int low = 0;
        int high = frames.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (contentOffsets[middle] <= contentOffset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The content of one frame. */
    public byte[] frame(int index) {
        ChunkFrame frame = frames.get(index);
        byte[] stored = store.read(key, storedOffsets[index], frame.storedBytes());
        return proven(index, decompress(index, stored, 0, frame));
    }

    /** The content of {@code count} frames from {@code first}, fetched in one read. */
    public byte[][] frames(int first, int count) {
        int length = Math.toIntExact(storedOffsets[first + count] - storedOffsets[first]);
        byte[] stored = store.read(key, storedOffsets[first], length);
        byte[][] contents = new byte[count][];
        for (int i = 0; i < count; i++) {
            int at = Math.toIntExact(storedOffsets[first + i] - storedOffsets[first]);
            contents[i] = decompress(first + i, stored, at, frames.get(first + i));
        }
        return contents;
    }

    private byte[] decompress(int index, byte[] stored, int offset, ChunkFrame frame) {
        byte[] content = new byte[frame.bytes()];
        long size;
        try {
            size = Zstd.decompressByteArray(content, 0, content.length, stored, offset, frame.storedBytes());
        } catch (ZstdException e) {
            throw damaged(index, "cannot be decompressed: " + e.getMessage(), e);
        }
        if (size != content.length) {
            throw damaged(index, "has " + size + " bytes of content, the manifest says " + content.length, null);
        }
        return content;
    }

    private byte[] proven(int index, byte[] content) {
        String found = HexFormat.of().formatHex(Hash128.sha256().digest(content));
        String expected = frames.get(index).sha256();
        if (!found.equals(expected)) {
            throw damaged(index, "SHA-256 expected " + expected + " got " + found, null);
        }
        return content;
    }

    private ForensicException damaged(int index, String what, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ForensicException(ErrorCode.DAMAGED,
                "reading " + key + " in " + store.location() + ": frame " + index
                        + " " + what + " (object altered or upload cut short? './sipvault verify' names every one)",
                cause);
    }
}
