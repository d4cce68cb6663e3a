/**
 * The fragment file: everything that later steps need of a chunk once it was decoded, in entries sorted by type and key. It
 * is deterministic: the same chunk decoded by the same version gives the same bytes. Layout, integers are LEB128 varints
 * unless said otherwise:
 *
 * <pre>
 * magic          "SVFRAG1\n"
 * block 0..n-1   zstd frames with checksum; content: entries, each: type u8, key 16 bytes, length, body
 * tail           zstd frame: header (JSON), then per block: offset, stored size, content size, first type, first key
 * footer         offset of the tail u64 BE, stored size of the tail u32 BE, magic "SVFR"
 * </pre>
 *
 * Blocks hold about 128 KiB of content; an entry never spans blocks, so a block with one long entry is longer.
 */
@NullMarked
package io.sipvault.ingest.fragment;

import org.jspecify.annotations.NullMarked;
