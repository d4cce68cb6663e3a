package io.sipvault.jobs.integrity;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.verify.ArchiveVerifier;
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
    private final ArchiveTurn turn;
    private final Workers workers;

    public IntegrityRun(Archive archive, ArchiveTurn turn, Workers workers) {
        this.archive = archive;
        this.turn = turn;
        this.workers = workers;
    }

    /**
     * What was found.
     *
     * @param problems
     *            the first things that do not hold
     */
    record Findings(ArchiveVerifier.Result result, List<String> problems) {}

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
            ArchiveVerifier.Result result = new ArchiveVerifier(archive).verify(line -> {
                if (problems.size() < MOST_PROBLEMS) {
                    problems.add(line);
                }
            }, proven -> {
                endWithTheServer();
                progress.accept(proven);
            });
            return new Findings(result, problems);
        });
    }

    private void endWithTheServer() {
        if (workers.isStopping()) {
            throw new ForensicException(ErrorCode.IN_USE,
                    "ended with the server, before all was proven: start it again");
        }
    }
}
