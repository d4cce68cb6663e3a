package io.sipvault.ingest.importing;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ExpiryMark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param id
 *            the import's id: the name under which its chunks stand in the archive
 * @param known
 *            whether the same file had been imported before; nothing was changed then
 * @param chunks
 *            its chunks, in the order of the file
 * @param packets
 *            packets that could be read
 * @param contentBytes
 *            size of the decompressed file
 * @param expired
 *            why its content is no longer in the archive, though the import is known; null when it is there
 * @param damage
 *            the first place that could not be read, in one line; null when there is none
 */
public record ImportReport(String id, boolean known, List<ChunkId> chunks, long packets, long contentBytes,
        @Nullable ExpiryMark expired, @Nullable String damage) {
    public ImportReport {
        chunks = List.copyOf(chunks);
    }
}
