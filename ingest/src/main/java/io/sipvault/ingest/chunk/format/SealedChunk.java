package io.sipvault.ingest.chunk.format;

import java.nio.file.Path;
import java.util.List;

/**
 * A finished container that is not in the archive yet.
 *
 * @param file
 *            the staged file
 * @param sha256
 *            hexadecimal SHA-256 of the file's bytes
 */
public record SealedChunk(Path file, long storedBytes, long bytes, String sha256, List<ChunkFrame> frames) {
    public SealedChunk {
        frames = List.copyOf(frames);
    }
}
