package io.sipvault.jobs.launch;

import io.sipvault.indexer.fold.Folder;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.work.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Builds a new index generation from all fragment files, then switches to it. The old one is removed. */
public class RebuildRun {
    private final DataDirectory data;
    private final Archive archive;
    private final ChunkRegistry registry;
    private final NumberNormalizer numbers;
    private final IndexLinks links;
    private final Workers workers;
    private final PartitionedIndex inUse;

    /**
     * @param inUse
     *            the generation in use until now; it is closed when another took its place
     */
    public RebuildRun(DataDirectory data, Archive archive, ChunkRegistry registry, NumberNormalizer numbers,
            IndexLinks links, Workers workers, PartitionedIndex inUse) {
        this.links = links;
        this.inUse = inUse;
        this.data = data;
        this.archive = archive;
        this.registry = registry;
        this.numbers = numbers;
        this.workers = workers;
    }

    /** Rebuilds. @return the name of the new generation */
    public String run() {
        String old = data.currentGeneration();
        String next = "g" + (Integer.parseInt(old.substring(1)) + 1);
        remove(data.index(next));
        List<String> chunks = registry.foldedIds();
        Map<String, Long> now = registry.nowByVantage();
        try (PartitionedIndex index = PartitionedIndex.open(data.index(next))) {
            Folder folder = new Folder(archive.store(), index, numbers, links.begin(data.index(next)),
                    workers.executor());
            folder.fold(chunks, now);
            folder.foldDue(now);
            index.commit();
        }
        data.switchTo(next);
        inUse.close();
        removeAllBut(next);
        return next;
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
