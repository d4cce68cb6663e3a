package io.sipvault.jobs.ingestion;

import io.sipvault.indexer.fold.Folder;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.registry.ClaimedChunk;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Folds decoded chunks, commits the index, and only then says so in their rows. */
final class ChunkFoldWriter implements ItemWriter<ClaimedChunk> {
    private final Folder folder;
    private final PartitionedIndex index;
    private final ChunkRegistry registry;
    private final StageTimes times;

    ChunkFoldWriter(Folder folder, PartitionedIndex index, ChunkRegistry registry, StageTimes times) {
        this.folder = folder;
        this.index = index;
        this.registry = registry;
        this.times = times;
    }

    @Override
    public void write(Chunk<? extends ClaimedChunk> items) {
        long began = System.nanoTime();
        List<ClaimedChunk> chunks = new ArrayList<>(items.getItems());
        try {
            folder.fold(chunks.stream().map(ClaimedChunk::id).toList(), registry.nowByVantage());
            index.commit();
            registry.folded(chunks);
        } catch (ForensicException e) {
            chunks.forEach(chunk -> registry.failed(chunk, String.valueOf(e.getMessage())));
            throw e;
        } finally {
            times.folded(System.nanoTime() - began);
        }
    }
}
