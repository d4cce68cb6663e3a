package io.sipvault.ingest.chunk.format;

/**
 * One zstd frame of a chunk.
 *
 * @param storedBytes
 *            compressed size
 * @param bytes
 *            size of the content
 * @param sha256
 *            hexadecimal SHA-256 of the content
 */
public record ChunkFrame(int storedBytes, int bytes, String sha256) {}
