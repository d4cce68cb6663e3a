package io.sipvault.jobs.retention;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.store.setting.RetentionPolicy;
import io.sipvault.ingest.store.setting.RetentionSettings;
import io.sipvault.jobs.registry.AgedFragment;
import io.sipvault.jobs.registry.AgingChunk;
import io.sipvault.jobs.registry.ExpiredChunk;
import io.sipvault.jobs.registry.ExpiryRegistry;
import io.sipvault.jobs.registry.IndexCutoff;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** What is due at one time: the questions that a run and a dry run ask. */
final class RetentionTime {
    /**
     * A dialog that crosses midnight goes with the day that it began on. Its later messages, at most a day apart, must not be
     * folded without the earlier ones: so fragments stay until the day after theirs is given up, too.
     */
    private static final Duration FRAGMENTS_STAY = Duration.ofDays(1);

    private final RetentionSettings settings;
    private final ExpiryRegistry registry;
    private final Instant now;

    RetentionTime(RetentionSettings settings, ExpiryRegistry registry, Instant now) {
        this.settings = settings;
        this.registry = registry;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** Chunks to be marked. */
    Pages<AgingChunk> due() {
        return new Pages<>(registry::aging, AgingChunk::id, chunk -> chunk.marked() || isOld(chunk));
    }

    /** Chunks that are old enough and not finished. */
    Pages<AgingChunk> unfinished() {
        return new Pages<>(registry::unfinished, AgingChunk::id, chunk -> chunk.marked() || isOld(chunk));
    }

    private boolean isOld(AgingChunk chunk) {
        return policy(chunk).map(policy -> chunk.agesFrom().isBefore(policy.expiredBefore(now))).orElse(false);
    }

    /** The policy of a chunk's kind. */
    Optional<RetentionPolicy> policy(AgingChunk chunk) {
        Map<ChunkKind, RetentionPolicy> policies = settings.chunks();
        return Optional.ofNullable(policies.get(chunk.id().kind()));
    }

    /** Marked chunks whose grace period is over. */
    Pages<ExpiredChunk> sweepable() {
        return new Pages<>(registry::unswept, ExpiredChunk::id, chunk -> isGraceOver(chunk.expired()));
    }

    /** Marked chunks whose grace period is not over. */
    Pages<ExpiredChunk> inGrace() {
        return new Pages<>(registry::unswept, ExpiredChunk::id, chunk -> !isGraceOver(chunk.expired()));
    }

    boolean isGraceOver(Instant expired) {
        return !expired.plus(settings.grace()).isAfter(now);
    }

    /** Which days the index gives up: a day that was given up once stays so, whatever the policy is now. */
    Optional<IndexCutoff> cutoff() {
        Optional<IndexCutoff> before = registry.cutoff();
        RetentionPolicy policy = settings.index();
        if (policy == null) {
            return before;
        }
        LocalDate day = LocalDate.ofInstant(policy.expiredBefore(now), ZoneOffset.UTC);
        return before.filter(b -> !b.day().isBefore(day)).or(
                () -> Optional.of(new IndexCutoff(day, policy.name(), now)));
    }

    /** Chunks whose fragment files hold nothing that the index has after a cutoff. */
    Pages<AgedFragment> fragments(IndexCutoff cutoff) {
        Instant kept = cutoff.day().atStartOfDay(ZoneOffset.UTC).toInstant().minus(FRAGMENTS_STAY);
        return new Pages<>((after, most) -> registry.fragmentsBefore(kept, after, most), AgedFragment::id,
                fragment -> true);
    }
}
