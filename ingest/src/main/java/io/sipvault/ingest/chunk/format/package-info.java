/**
 * The container of a chunk: the zstd seekable format. Byte layout:
 *
 * <pre>
 * frame 0 ... frame n-1   independent zstd frames with a checksum (RFC 8878), each ends at a record boundary, at most
 *                         1 MiB of content unless one record alone is longer
 * skippable frame         magic 0x184D2A5E, size, then the seek table, all little endian:
 *   n entries             compressed size u32, content size u32
 *   footer                number of frames u32, descriptor u8 (0: no checksums), magic 0x8F92EAB1
 * </pre>
 *
 * {@code zstd -d} and Wireshark read it without us. Hashes of each frame's content stand in the manifest.
 */
@NullMarked
package io.sipvault.ingest.chunk.format;

import org.jspecify.annotations.NullMarked;
