package io.sipvault.ingest.chunk;

import org.jspecify.annotations.Nullable;

/**
 * Which part of which imported file a chunk is.
 *
 * @param name
 *            the file's name without folders
 * @param fileSha256
 *            of the file as supplied; identifies the import
 * @param fileBytes
 *            size of the file as supplied
 * @param compression
 *            none, gzip, zstd or xz
 * @param contentSha256
 *            of the whole decompressed file
 * @param contentBytes
 *            size of the whole decompressed file
 * @param offset
 *            where this slice begins in the decompressed file
 * @param parts
 *            number of slices of the file
 * @param damage
 *            why this slice, or what follows it, cannot be read; null when it can
 */
public record ImportSource(String name, String fileSha256, long fileBytes, String compression, String contentSha256,
        long contentBytes, long offset, int parts, @Nullable String damage) {}
