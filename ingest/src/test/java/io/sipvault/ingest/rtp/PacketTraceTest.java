package io.sipvault.ingest.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTraceTest {
    @Test
    void keepsRowsAcrossGrowth() {
        PacketTrace trace = Traces.steady(1000, 1);
        assertThat(trace.size()).isEqualTo(1000);
        assertThat(trace.sequenceNumber(999)).isEqualTo(65999 - 65536);
        assertThat(trace.timestamp(999)).isEqualTo(-5000 + 160 * 999);
        assertThat(trace.marker(0)).isTrue();
        assertThat(trace.marker(1)).isFalse();
        assertThat(trace.payloadLength(999)).isEqualTo(160);
    }

    @Test
    void takesTwentyBytesAPacketOrLess() {
        assertThat(new PacketTrace().memoryBytes()).isLessThanOrEqualTo(16 * 20);
        PacketTrace full = Traces.steady(1024, 1);
        assertThat(full.memoryBytes()).isLessThanOrEqualTo(1024 * 20);
    }

    @Test
    void keepsEventPayloadsOfDynamicTypesOnly() {
        PacketTrace trace = new PacketTrace();
        trace.add(1, 1, 0, 0, false, 4, 0x01020304);
        trace.add(2, 2, 0, 101, false, 4, 0x0a8a03c0);
        trace.add(3, 3, 0, 101, false, 5, 0x0a8a03c0);
        assertThat(trace.eventPayload(0)).isZero();
        assertThat(trace.mayBeEvent(0)).isFalse();
        assertThat(trace.eventPayload(1)).isEqualTo(0x0a8a03c0);
        assertThat(trace.mayBeEvent(1)).isTrue();
        assertThat(trace.eventPayload(2)).isZero();
    }

    @Test
    void forgetsAllOnClear() {
        PacketTrace trace = Traces.steady(1000, 1);
        trace.clear();
        assertThat(trace.isEmpty()).isTrue();
        assertThat(trace.memoryBytes()).isEqualTo(new PacketTrace().memoryBytes());
    }

    @Test
    void keepsHugePayloadLengthsWithinTheColumn() {
        PacketTrace trace = new PacketTrace();
        trace.add(1, 1, 0, 0, false, 70_000, 0);
        assertThat(trace.payloadLength(0)).isEqualTo(65535);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mergesPiecesToTheWholeHoweverCut(long seed) {
        Random random = new Random(seed);
        PacketTrace whole = seed % 2 == 0 ? Traces.wild(300, random) : Traces.steady(300, seed);
        List<PacketTrace> pieces = cut(whole, random);
        pieces.add(pieces.get(random.nextInt(pieces.size())));
        Collections.shuffle(pieces, random);
        assertThat(Traces.rows(PacketTrace.merge(pieces))).as("seed %d", seed)
                .isEqualTo(Traces.rows(whole.merged()));
    }

    @Test
    void mergesMergedTracesToTheSame() {
        Random random = new Random(5);
        List<PacketTrace> pieces = cut(Traces.wild(200, random), random);
        PacketTrace left = PacketTrace.merge(pieces.subList(0, pieces.size() / 2));
        PacketTrace right = PacketTrace.merge(pieces.subList(pieces.size() / 2, pieces.size()));
        assertThat(Traces.rows(PacketTrace.merge(List.of(right, left))))
                .isEqualTo(Traces.rows(PacketTrace.merge(pieces)));
    }

    private static List<PacketTrace> cut(PacketTrace whole, Random random) {
        List<PacketTrace> pieces = new ArrayList<>();
        PacketTrace piece = new PacketTrace();
        for (int row = 0; row < whole.size(); row++) {
            piece.addRow(whole, row);
            if (random.nextInt(20) == 0) {
                pieces.add(piece);
                piece = new PacketTrace();
            }
        }
        pieces.add(piece);
        return pieces;
    }

    @Test
    void dropsIdenticalObservationsAndKeepsDuplicatesOfAnotherTime() {
        PacketTrace trace = new PacketTrace();
        trace.add(10, 1, 160, 0, false, 160, 0);
        trace.add(10, 1, 160, 0, false, 160, 0);
        trace.add(11, 1, 160, 0, false, 160, 0);
        assertThat(trace.merged().size()).isEqualTo(2);
        assertThat(trace.size()).isEqualTo(3);
    }

    @Test
    void ordersSimultaneousPacketsAcrossTheWrap() {
        PacketTrace trace = new PacketTrace();
        for (int sequenceNumber : new int[]{1, 65535, 0, 65534}) {
            trace.add(10, sequenceNumber, 0, 0, false, 160, 0);
        }
        PacketTrace merged = trace.merged();
        assertThat(List.of(merged.sequenceNumber(0), merged.sequenceNumber(1), merged.sequenceNumber(2),
                merged.sequenceNumber(3))).containsExactly(65534, 65535, 0, 1);
    }

    @Test
    void mergesNothingToNothing() {
        assertThat(PacketTrace.merge(List.of()).isEmpty()).isTrue();
        assertThat(PacketTrace.merge(List.of(new PacketTrace(), new PacketTrace())).isEmpty()).isTrue();
    }
}
