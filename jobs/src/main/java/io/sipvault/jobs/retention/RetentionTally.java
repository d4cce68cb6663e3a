package io.sipvault.jobs.retention;

import io.sipvault.indexer.search.PartitionedIndex.DayOnDisk;
import io.sipvault.jobs.retention.RetentionReport.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Sums up what one run does. Safe for use by many threads. */
public final class RetentionTally {
    private final Map<String, Amount> expired = new TreeMap<>();
    private final Map<String, Amount> deleted = new TreeMap<>();
    private List<DayOnDisk> days = List.of();
    private final AtomicLong unproven = new AtomicLong();

    synchronized void expired(String kind, long bytes) {
        expired.merge(kind, new Amount(1, bytes), Amount::plus);
    }

    synchronized void deleted(String kind, long bytes) {
        deleted.merge(kind, new Amount(1, bytes), Amount::plus);
    }

    synchronized void days(List<DayOnDisk> dropped) {
        days = List.copyOf(dropped);
    }

    void unproven() {
        unproven.incrementAndGet();
    }

    synchronized RetentionReport report(Instant at, boolean dryRun, long inGrace, long unfinished, long unreadable) {
        SortedMap<String, Amount> nowExpired = new TreeMap<>(expired);
        return new RetentionReport(at, dryRun, nowExpired, new TreeMap<>(deleted),
                days.stream().map(d -> d.day().toString()).toList(), days.stream().mapToLong(DayOnDisk::bytes).sum(),
                inGrace, unfinished, unreadable + unproven.get());
    }
}
