package io.sipvault.ingest.importing;

import io.sipvault.ingest.chunk.ContentType;
import io.sipvault.ingest.chunk.format.ChunkWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Writes the slices of one file, one after the other, into a staging folder. */
final class SliceWriter implements AutoCloseable {
    private final Path folder;
    private final Executor executor;
    private final ObjIntConsumer<Slice> sealed;
    private final List<Slice> slices = new ArrayList<>();
    private long offset;
    private @Nullable Slice slice;
    private @Nullable ChunkWriter writer;

    /** @param sealed takes each slice with its number when it is complete */
    SliceWriter(Path folder, Executor executor, ObjIntConsumer<Slice> sealed) {
        this.folder = folder;
        this.executor = executor;
        this.sealed = sealed;
    }

    /** Bytes of the file that were written so far. */
    long offset() {
        return offset;
    }

    List<Slice> slices() {
        return slices;
    }

    boolean isOpen() {
        return slice != null;
    }

    /** Begins a slice at the current offset. */
    void begin(ContentType content, byte[] preamble) {
        if (slice != null) {
            throw new IllegalStateException("the slice before was not ended");
        }
        writer = new ChunkWriter(folder.resolve("slice-" + slices.size()), executor);
        writer.frame(preamble, 0, preamble.length);
        slice = new Slice(content, offset, preamble.length);
    }

    Slice current() {
        if (slice == null) {
            throw new IllegalStateException("no slice was begun");
        }
        return slice;
    }

    void frame(byte[] bytes, int from, int length) {
        if (writer == null) {
            throw new IllegalStateException("no slice was begun");
        }
        writer.frame(bytes, from, length);
        offset += length;
    }

    /** Whether one more full frame would make the slice longer than a chunk may be. */
    boolean isFull() {
        return writer != null && writer.bytes() + ChunkWriter.FRAME_BYTES > ChunkWriter.CHUNK_BYTES;
    }

    /** Ends the slice; one without content is left out. */
    void end(@Nullable String damage) {
        if (slice == null || writer == null) {
            return;
        }
        if (writer.bytes() > slice.preambleBytes) {
            slice.seal(writer.seal(), damage);
            slices.add(slice);
            sealed.accept(slice, slices.size() - 1);
        }
        writer.close();
        slice = null;
        writer = null;
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
