package io.sipvault.jobs.integrity;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.verify.ArchiveVerifier;
import io.sipvault.jobs.registry.CoverageRegistry;
import io.sipvault.jobs.work.ArchiveTurn;
import io.sipvault.jobs.work.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Proves the archive, while nothing is deleted from it. */
public final class IntegrityRun {
    /** Of more, the first say enough; {@code verify} names them all. */
    private static final int MOST_PROBLEMS = 100;

    private final Archive archive;
    private final CoverageRegistry registry;
    private final ArchiveTurn turn;
    private final Workers workers;

    public IntegrityRun(Archive archive, CoverageRegistry registry, ArchiveTurn turn, Workers workers) {
        this.archive = archive;
        this.registry = registry;
        this.turn = turn;
        this.workers = workers;
    }

    /**
     * What was found.
     *
     * @param failures
     *            what does not hold, in the archive by itself and beside what is known of it here
     * @param problems
     *            the first things that do not hold
     */
    record Findings(ArchiveVerifier.Result result, long failures, List<String> problems) {}

    /**
     * Proves all of it.
     *
     * @param progress
     *            is told how many chunks are proven
     * @throws ForensicException
     *             STORE when the store is gone, IN_USE when the server stops
     */
    Findings run(LongConsumer progress) {
        return turn.take(() -> {
            List<String> problems = new ArrayList<>();
            ArchiveVerifier.Result result = new ArchiveVerifier(archive).verify(line -> add(line, problems), proven -> {
                endWithTheServer();
                progress.accept(proven);
            });
            return new Findings(result, result.failures() + missingEnds(problems), problems);
        });
    }

    private static void add(String line, List<String> problems) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(line);
        }
    }

    /** Nothing in an archive tells that the last of a chain is gone, but whoever met it knows. */
    private long missingEnds(List<String> problems) {
        long missing = 0;
        for (ChunkId end : registry.ends()) {
            endWithTheServer();
            if (archive.encodedManifest(end).isEmpty()) {
                missing++;
                add("chunk " + end
                        + ": its manifest is missing at the end of its chain, and was there before (removed?)",
                        problems);
            }
        }
        return missing;
    }

    private void endWithTheServer() {
        if (workers.isStopping()) {
            throw new ForensicException(ErrorCode.IN_USE,
                    "ended with the server, before all was proven: start it again");
        }
    }
}
