package io.sipvault.jobs.ingestion;

import io.sipvault.indexer.fold.Folder;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.jobs.figures.FoldFigures;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.registry.ClaimedChunk;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Folds decoded chunks, commits the index, and only then says so in their rows. */
final class ChunkFoldWriter implements ItemWriter<ClaimedChunk> {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkFoldWriter.class);

    private final Folder folder;
    private final PartitionedIndex index;
    private final ChunkRegistry registry;
    private final ObjectStore store;
    private final StageTimes times;
    private final FoldTurn turn;

    ChunkFoldWriter(Folder folder, PartitionedIndex index, ChunkRegistry registry, ObjectStore store,
            StageTimes times, FoldTurn turn) {
        this.turn = turn;
        this.store = store;
        this.folder = folder;
        this.index = index;
        this.registry = registry;
        this.times = times;
    }

    @Override
    public void write(Chunk<? extends ClaimedChunk> items) {
        long began = System.nanoTime();
        try {
            turn.take(() -> write(new ArrayList<>(items.getItems())));
        } finally {
            times.folded(System.nanoTime() - began);
        }
    }

    /** When chunks cannot be folded together each is tried alone, so that only the one at fault is put back. */
    private void write(List<ClaimedChunk> chunks) {
        FoldFigures figures = new FoldFigures(registry::isFolded);
        try {
            index.durably(() -> folder.fold(chunks.stream().map(ClaimedChunk::id).toList(), registry.nowByVantage(),
                    figures));
        } catch (ForensicException e) {
            if (Blame.isEnvironment(e, store)) {
                throw e;
            }
            putBack(chunks, String.valueOf(e.getMessage()));
            return;
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException
                | NullPointerException | StackOverflowError | OutOfMemoryError e) {
            putBack(chunks, "folding failed unexpectedly: " + e);
            return;
        }
        registry.folded(chunks, figures.sums());
    }

    private void putBack(List<ClaimedChunk> chunks, String reason) {
        if (chunks.size() > 1) {
            chunks.forEach(chunk -> write(List.of(chunk)));
            return;
        }
        ClaimedChunk chunk = chunks.getFirst();
        LOG.info("chunk {}: attempt {} failed: {}", chunk.id(), chunk.attempts(), reason);
        registry.failed(chunk, reason);
    }
}
