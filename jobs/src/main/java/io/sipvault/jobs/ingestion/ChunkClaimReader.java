package io.sipvault.jobs.ingestion;

import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.registry.ClaimedChunk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Claims chunks until nothing is left, or the run has done enough: 500 chunks or 60 s. A chunk that was tried before without
 * success has a run for itself.
 */
final class ChunkClaimReader implements ItemReader<ClaimedChunk> {
    private static final int MOST_CHUNKS = 500;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int CLAIMED_AT_ONCE = 8;

    private final ChunkRegistry registry;
    private final String run;
    private final Clock clock;
    private final Instant end;
    private final Deque<ClaimedChunk> claimed = new ArrayDeque<>();
    private int given;
    private boolean alone;

    ChunkClaimReader(ChunkRegistry registry, String run, Clock clock) {
        this.registry = registry;
        this.run = run;
        this.clock = clock;
        this.end = clock.instant().plus(LONGEST);
    }

    @Override
    public @Nullable ClaimedChunk read() {
        if (claimed.isEmpty() && !alone && given < MOST_CHUNKS && clock.instant().isBefore(end)) {
            claimed.addAll(registry.claim(run, CLAIMED_AT_ONCE));
            if (claimed.isEmpty() && given == 0) {
                claimed.addAll(registry.claimSuspect(run));
                alone = true;
            }
        }
        ClaimedChunk next = claimed.poll();
        if (next != null) {
            given++;
        }
        return next;
    }
}
