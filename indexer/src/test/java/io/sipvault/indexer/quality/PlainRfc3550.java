package io.sipvault.indexer.quality;

import io.sipvault.ingest.rtp.PacketTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** RFC 3550 A.3 and A.8 as one would write them down, with sets and doubles, for streams without restart or silence. */
final class PlainRfc3550 {
    long expected;
    long lost;
    int duplicates;
    int reordered;
    double jitterMs;
    double maxJitterMs;
    double meanJitterMs;

    PlainRfc3550(PacketTrace trace, int clockRateHz) {
        TreeSet<Long> seen = new TreeSet<>();
        List<Double> jitters = new ArrayList<>();
        long highest = trace.sequenceNumber(0);
        int reference = 0;
        seen.add(highest);
        for (int row = 1; row < trace.size(); row++) {
            long extended = nearest(highest, trace.sequenceNumber(row));
            if (!seen.add(extended)) {
                duplicates++;
            } else if (extended < highest) {
                reordered++;
            } else {
                highest = extended;
                double transitStep = (trace.arrivalNs(row) - trace.arrivalNs(reference)) / 1e9 * clockRateHz
                        - (trace.timestamp(row) - trace.timestamp(reference));
                jitterMs += (Math.abs(transitStep) * 1000 / clockRateHz - jitterMs) / 16;
                jitters.add(jitterMs);
                reference = row;
            }
        }
        expected = seen.last() - seen.first() + 1;
        lost = expected - seen.size();
        maxJitterMs = jitters.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        meanJitterMs = jitters.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** The number with these low 16 bits that is nearest to another. */
    private static long nearest(long highest, int sequenceNumber) {
        long base = (highest & ~0xffffL) + sequenceNumber;
        long best = base;
        for (long candidate : new long[]{base - 0x10000, base + 0x10000}) {
            if (Math.abs(candidate - highest) < Math.abs(best - highest)) {
                best = candidate;
            }
        }
        return best;
    }
}
