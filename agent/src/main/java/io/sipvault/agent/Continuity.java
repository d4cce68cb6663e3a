package io.sipvault.agent;

import io.sipvault.agent.capture.InterfaceCapture.CaptureEvents;
import io.sipvault.agent.roll.ChainLink;
import io.sipvault.agent.roll.Outbox;
import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.spool.SpoolFolder.Resume;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.ingest.wire.EpochNanos;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Declares when nothing was captured: before a start, and while an interface was away. */
final class Continuity {
    private static final Logger LOG = LoggerFactory.getLogger(Continuity.class);
    /** How much later than another of its time a packet may be read. */
    private static final Duration LATENESS = Duration.ofSeconds(1);

    private final List<ChunkKind> kinds;
    private final boolean severalSources;
    private final LossLedger ledger;
    private final Clock clock;

    /**
     * @param kinds
     *            that are captured
     * @param severalSources
     *            of which one may have been read later than another whose packet was the last
     */
    Continuity(List<ChunkKind> kinds, boolean severalSources, LossLedger ledger, Clock clock) {
        this.kinds = List.copyOf(kinds);
        this.severalSources = severalSources;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Capturing has begun: of what was captured before, nothing was between its last packet and now.
     *
     * @param outbox
     *            knows the last packets that were packed
     * @param resumes
     *            those that were spooled
     */
    void begun(Outbox outbox, Map<ChunkKind, Resume> resumes) {
        Instant now = clock.instant();
        for (ChunkKind kind : kinds) {
            Instant last = lastSeen(outbox.last(kind).map(ChainLink::lastTime).orElse(null), resumes.get(kind));
            if (last != null) {
                ledger.missed(kind, between(last, now));
            }
        }
        ledger.saveIfChanged();
    }

    private @Nullable Instant lastSeen(@Nullable Instant packed, @Nullable Resume resume) {
        if (resume == null) {
            return packed;
        }
        Instant spooled = EpochNanos.instant(resume.timeNs());
        if (resume.torn()) {
            return severalSources ? spooled.minus(LATENESS) : spooled;
        }
        return packed == null || spooled.isAfter(packed) ? spooled : packed;
    }

    /** A clock may have been set back meanwhile. */
    private static Gap between(Instant one, Instant other) {
        return one.isBefore(other) ? new Gap(one, other) : new Gap(other, one);
    }

    /** What is to be told of one interface. */
    CaptureEvents events() {
        return new CaptureEvents() {
            private Instant lostAt = Instant.EPOCH;

            @Override
            public void dropped(long packets) {
                LOG.warn("the kernel dropped {} packets: is the machine too slow, or sipvault.agent.buffer too small?",
                        packets);
                ledger.kernelDropped(packets);
            }

            @Override
            public void lost(String name) {
                lostAt = clock.instant().minus(LATENESS);
            }

            @Override
            public void back(String name) {
                LOG.warn("interface {} is captured again", name);
                Gap gap = between(lostAt, clock.instant());
                kinds.forEach(kind -> ledger.missed(kind, gap));
            }
        };
    }
}
