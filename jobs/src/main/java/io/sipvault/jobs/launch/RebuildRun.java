package io.sipvault.jobs.launch;

import io.sipvault.indexer.call.LinkKeys;
import io.sipvault.indexer.fold.Folder;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.ingestion.FoldTurn;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.registry.ExpiryRegistry;
import io.sipvault.jobs.work.ArchiveTurn;
import io.sipvault.jobs.work.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Builds a new index generation from all fragment files, without the days that expired, then switches to it. Meanwhile the old one is searched and written:
 * what is folded into it while this runs is folded into the new one as well, the last of it while nobody else folds.
 */
public class RebuildRun {
    private static final int AT_ONCE = 64;
    /** So few chunks may hold up those who fold meanwhile. */
    private static final int FEW = 16;

    private final DataDirectory data;
    private final Archive archive;
    private final ChunkRegistry registry;
    private final ExpiryRegistry expiries;
    private final NumberNormalizer numbers;
    private final IndexMarks marks;
    private final Workers workers;
    private final PartitionedIndex inUse;
    private final FoldTurn turn;
    private final ArchiveTurn archiveTurn;
    private final Folder folder;

    /**
     * @param inUse
     *            the index in use, which goes on with the new generation
     * @param folder
     *            writes the index in use
     */
    public RebuildRun(DataDirectory data, Archive archive, ChunkRegistry registry, ExpiryRegistry expiries,
            NumberNormalizer numbers, IndexMarks marks, Workers workers, PartitionedIndex inUse, FoldTurn turn,
            ArchiveTurn archiveTurn, Folder folder) {
        this.folder = folder;
        this.marks = marks;
        this.inUse = inUse;
        this.data = data;
        this.archive = archive;
        this.registry = registry;
        this.expiries = expiries;
        this.numbers = numbers;
        this.workers = workers;
        this.turn = turn;
        this.archiveTurn = archiveTurn;
    }

    /** Rebuilds. @return the name of the new generation */
    public String run() {
        return run((done, all) -> {});
    }

    /**
     * Rebuilds, while no fragment file is deleted.
     *
     * @param progress
     *            is told how many chunks are folded, and of how many
     * @return the name of the new generation
     */
    public String run(BiConsumer<Integer, Integer> progress) {
        return archiveTurn.take(() -> build(progress));
    }

    private String build(BiConsumer<Integer, Integer> progress) {
        String old = data.currentGeneration();
        String next = "g" + (Integer.parseInt(old.substring(1)) + 1);
        remove(data.index(next));
        // after the exchange this closes the generation that was in use
        try (PartitionedIndex index = PartitionedIndex.open(data.index(next))) {
            expiries.cutoff().ifPresent(cutoff -> index.keepFrom(cutoff.day()));
            Build build = new Build(index, marks.begin(data.index(next)), progress);
            build.most();
            turn.take(() -> {
                build.rest();
                // days may have expired since this began
                expiries.cutoff().ifPresent(cutoff -> index.keepFrom(cutoff.day()));
                index.dropExpired();
                data.switchTo(next);
                inUse.exchange(index);
                folder.tieBy(build.keys);
            });
            inUse.awaitEarlierReaders();
        }
        removeAllBut(next);
        return next;
    }

    /** A generation on its way. */
    private final class Build {
        private final PartitionedIndex index;
        private final LinkKeys keys;
        private final Folder builder;
        private final BiConsumer<Integer, Integer> progress;
        private final Set<String> done = new HashSet<>();

        Build(PartitionedIndex index, LinkKeys keys, BiConsumer<Integer, Integer> progress) {
            this.index = index;
            this.progress = progress;
            this.keys = keys;
            this.builder = new Folder(archive.store(), index, numbers, keys, workers.executor());
        }

        /** All that is folded now, and what is folded meanwhile, until little is left. */
        void most() {
            List<String> open = open();
            do {
                fold(open);
                open = open();
            } while (open.size() > FEW);
        }

        void rest() {
            fold(open());
            builder.foldDue(registry.nowByVantage());
            index.commit();
        }

        private List<String> open() {
            return new ArrayList<>(registry.foldedIds().stream().filter(chunk -> !done.contains(chunk)).toList());
        }

        private void fold(List<String> chunks) {
            Map<String, Long> now = registry.nowByVantage();
            int all = done.size() + chunks.size();
            for (int from = 0; from < chunks.size(); from += AT_ONCE) {
                endWithTheServer();
                List<String> some = chunks.subList(from, Math.min(chunks.size(), from + AT_ONCE));
                builder.fold(some, now);
                done.addAll(some);
                progress.accept(done.size(), all);
            }
        }
    }

    private void endWithTheServer() {
        if (workers.isStopping()) {
            throw new ForensicException(ErrorCode.IN_USE,
                    "ended with the server; the index in use stays: start it again");
        }
    }

    /** More than one may be left: whoever rebuilt before may have died after the switch. */
    private void removeAllBut(String generation) {
        Path folder = data.index(generation).getParent();
        try (Stream<Path> generations = Files.list(folder)) {
            generations.filter(g -> g.getFileName().toString().matches("g[0-9]+"))
                    .filter(g -> !g.getFileName().toString().equals(generation)).toList()
                    .forEach(RebuildRun::remove);
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "listing the index generations in " + folder
                    + " failed: " + e.getMessage(), e);
        }
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "removing the index generation " + folder + " failed: "
                    + e.getMessage() + "; it is no longer used and may be removed by hand", e);
        }
    }
}
