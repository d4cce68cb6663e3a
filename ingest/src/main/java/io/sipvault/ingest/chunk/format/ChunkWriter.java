package io.sipvault.ingest.chunk.format;

import com.github.luben.zstd.ZstdCompressCtx;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.wire.Bytes;
import io.sipvault.ingest.wire.Hash128;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Writes one container to a staged file. Frames are hashed and compressed on the given executor while the caller goes on
 * reading; they are written in order. Not safe for use by several threads.
 */
public final class ChunkWriter implements AutoCloseable {
    /** The most content of one frame, unless a single record is longer. */
    public static final int FRAME_BYTES = 1 << 20;
    /** The most content of one chunk. */
    public static final long CHUNK_BYTES = 64L << 20;

    private static final int IN_FLIGHT = 6;
    private static final int SEEK_TABLE_MAGIC = 0x184D2A5E;
    private static final int SEEKABLE_MAGIC = 0x8F92EAB1;
    private static final int ENTRY_BYTES = 8;
    private static final int FOOTER_BYTES = 9;

    private final Path file;
    private final OutputStream out;
    private final Executor executor;
    private final MessageDigest objectDigest = Hash128.sha256();
    private final Deque<FutureTask<Compressed>> inFlight = new ArrayDeque<>();
    private final List<ChunkFrame> frames = new ArrayList<>();
    private long bytes;
    private long storedBytes;
    private boolean sealed;

    public ChunkWriter(Path file, Executor executor) {
        this.file = file;
        this.executor = executor;
        try {
            this.out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw StagingFailure.of("creating", file, e);
        }
    }

    /** Adds a frame; the bytes are copied. An empty frame is left out. */
    public void frame(byte[] content, int offset, int length) {
        if (length == 0) {
            return;
        }
        byte[] copy = new byte[length];
        System.arraycopy(content, offset, copy, 0, length);
        bytes += length;
        FutureTask<Compressed> task = new FutureTask<>(() -> compress(copy));
        inFlight.add(task);
        executor.execute(task);
        while (inFlight.size() > IN_FLIGHT) {
            writeNext();
        }
    }

    /** Bytes of content so far. */
    public long bytes() {
        return bytes;
    }

    /** Writes the seek table and makes the file durable. */
    public SealedChunk seal() {
        while (!inFlight.isEmpty()) {
            writeNext();
        }
        write(seekTable());
        try {
            out.close();
        } catch (IOException e) {
            throw StagingFailure.of("closing", file, e);
        }
        sealed = true;
        return new SealedChunk(file, storedBytes, bytes, HexFormat.of().formatHex(objectDigest.digest()), frames);
    }

    private static Compressed compress(byte[] content) {
        String sha256 = HexFormat.of().formatHex(Hash128.sha256().digest(content));
        // the checksum lets every reader notice altered bytes without the cost of a SHA-256
        try (ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(CompressionLevel.of(content)).setChecksum(true)) {
            return new Compressed(zstd.compress(content), content.length, sha256);
        }
    }

    private void writeNext() {
        FutureTask<Compressed> task = inFlight.remove();
        try {
            Compressed frame = task.get();
            write(frame.stored);
            frames.add(new ChunkFrame(frame.stored.length, frame.bytes, frame.sha256));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForensicException(ErrorCode.INTERNAL, "writing " + file + " was interrupted", e);
        } catch (ExecutionException e) {
            throw new ForensicException(ErrorCode.INTERNAL, "compressing a frame of " + file + " failed", e.getCause());
        }
    }

    private void write(byte[] stored) {
        try {
            out.write(stored);
        } catch (IOException e) {
            throw StagingFailure.of("writing", file, e);
        }
        objectDigest.update(stored);
        storedBytes += stored.length;
    }

    private byte[] seekTable() {
        int size = frames.size() * ENTRY_BYTES + FOOTER_BYTES;
        byte[] table = new byte[8 + size];
        Bytes.putI32le(table, 0, SEEK_TABLE_MAGIC);
        Bytes.putI32le(table, 4, size);
        int at = 8;
        for (ChunkFrame frame : frames) {
            Bytes.putI32le(table, at, frame.storedBytes());
            Bytes.putI32le(table, at + 4, frame.bytes());
            at += ENTRY_BYTES;
        }
        Bytes.putI32le(table, at, frames.size());
        Bytes.putI32le(table, at + 5, SEEKABLE_MAGIC);
        return table;
    }

    /** Removes the staged file when it was not sealed. */
    @Override
    public void close() {
        if (sealed) {
            return;
        }
        inFlight.forEach(task -> task.cancel(false));
        try {
            out.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw StagingFailure.of("removing", file, e);
        }
    }

    private record Compressed(byte[] stored, int bytes, String sha256) {}
}
