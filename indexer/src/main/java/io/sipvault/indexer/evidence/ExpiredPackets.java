package io.sipvault.indexer.evidence;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ExpiryMark;
import io.sipvault.ingest.chunk.ExpiryMark.Subject;
import io.sipvault.ingest.chunk.ExpiryMarks;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Packets that are no longer given out: by which policy, and since when.
 *
 * @param policy
 *            name of the policy, such as {@code sip-90d}
 * @param date
 *            the UTC day when they expired
 * @param chunks
 *            ids of the chunks that held them, in order
 */
public record ExpiredPackets(String policy, LocalDate date, List<String> chunks) {
    public ExpiredPackets {
        chunks = List.copyOf(chunks);
    }

    /** Those of some chunks that expired, by date and policy. Packets expire when they are marked, deleted or not. */
    public static List<ExpiredPackets> of(ExpiryMarks marks, Collection<String> chunks) {
        Map<Cause, List<String>> found = new TreeMap<>();
        for (String chunk : chunks.stream().distinct().sorted().toList()) {
            Optional<ExpiryMark> mark = marks.find(ChunkId.parse(chunk), Subject.PACKETS);
            mark.ifPresent(m -> found.computeIfAbsent(Cause.of(m), c -> new ArrayList<>()).add(chunk));
        }
        return found.entrySet().stream()
                .map(e -> new ExpiredPackets(e.getKey().policy, e.getKey().date, e.getValue())).toList();
    }

    /** {@code packets expired by policy sip-90d on 2026-11-26}. */
    public String sentence() {
        return "packets expired by policy " + policy + " on " + date;
    }

    private record Cause(LocalDate date, String policy) implements Comparable<Cause> {
        static Cause of(ExpiryMark mark) {
            return new Cause(LocalDate.ofInstant(mark.expired(), ZoneOffset.UTC), mark.policy());
        }

        @Override
        public int compareTo(Cause other) {
            return Comparator.comparing(Cause::date).thenComparing(Cause::policy).compare(this, other);
        }
    }
}
