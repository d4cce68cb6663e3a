package io.sipvault.ingest.rtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Traces for tests. */
final class Traces {
    private Traces() {}

    /** All columns of every row, to compare traces by. */
    static List<String> rows(PacketTrace trace) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < trace.size(); row++) {
            rows.add("%d seq %d ts %d pt %d %s len %d event %08x".formatted(trace.arrivalNs(row),
                    trace.sequenceNumber(row), trace.timestamp(row), trace.payloadType(row), trace.marker(row),
                    trace.payloadLength(row), trace.eventPayload(row)));
        }
        return rows;
    }

    /** G.711 of 20 ms whose arrivals are off by up to 2 ms, in whole microseconds. */
    static PacketTrace steady(int packets, long seed) {
        Random random = new Random(seed);
        PacketTrace trace = new PacketTrace();
        for (int i = 0; i < packets; i++) {
            long jitterUs = Math.round(random.nextGaussian() * 500);
            trace.add(1_700_000_000_000_000_000L + i * 20_000_000L + jitterUs * 1000, 65000 + i, -5000 + 160 * i, 0,
                    i == 0, 160, 0);
        }
        return trace;
    }

    /** Anything, in any order, with repeats and simultaneous arrivals. */
    static PacketTrace wild(int packets, Random random) {
        PacketTrace trace = new PacketTrace();
        for (int i = 0; i < packets; i++) {
            int payloadType = random.nextInt(128);
            boolean event = random.nextInt(4) == 0;
            trace.add(random.nextInt(50) * 1000L, random.nextInt(3) - 1, random.nextInt(), payloadType,
                    random.nextBoolean(), event ? 4 : random.nextInt(70000), random.nextInt());
        }
        return trace;
    }
}
