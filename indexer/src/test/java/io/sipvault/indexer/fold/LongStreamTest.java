package io.sipvault.indexer.fold;

import static io.sipvault.indexer.fold.LongTraffic.HOUR;
import static io.sipvault.indexer.fold.LongTraffic.MIDNIGHT;
import static io.sipvault.indexer.fold.LongTraffic.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.fold.Wire.Host;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongStreamTest {
    private static final Host A = new Host(0x0a000101, 4000);
    private static final Host B = new Host(0x0a000202, 5000);
    private static final int SSRC = 0x1234;

    @TempDir
    private Path folder;

    /** A packet a second from one time to another; every 100th is lost. */
    private static void stream(Wire wire, long start, long end, int sequence) {
        for (long at = start; at < end; at += SECOND) {
            int number = (int) ((at - start) / SECOND);
            if (number % 100 != 50) {
                wire.udp(at, A, B, LongTraffic.packet(sequence + number, number * 8000, SSRC));
            }
        }
    }

    private List<StreamView> streams(Wire... captures) {
        try (FoldBench bench = new FoldBench(folder)) {
            for (int i = 0; i < captures.length; i++) {
                bench.fold(bench.add("part" + i + ".pcap", captures[i].pcap(), "import"));
            }
            List<StreamView> streams = new ArrayList<>();
            bench.dump().forEach((key, display) -> {
                if (key.startsWith("STREAMS")) {
                    streams.add(ViewJson.read(display, StreamView.class));
                }
            });
            streams.sort(Comparator.comparing(StreamView::firstSeen));
            return streams;
        }
    }

    private static Instant at(long ns) {
        return ViewJson.instant(ns);
    }

    @Test
    void keepsAStreamOfLessThanSixHoursWholeAcrossAMark() {
        Wire wire = new Wire();
        stream(wire, MIDNIGHT - 3 * HOUR, MIDNIGHT + 3 * HOUR, 60_000);
        assertThat(streams(wire)).extracting(StreamView::expected).containsExactly(6L * 3600);
    }

    @Test
    void cutsALongerStreamAtTheMarksAndInventsNothingThere() {
        Wire wire = new Wire();
        stream(wire, MIDNIGHT - HOUR, MIDNIGHT + 7 * HOUR, 60_000);
        List<StreamView> pieces = streams(wire);
        assertThat(pieces).extracting(StreamView::firstSeen).containsExactly(at(MIDNIGHT - HOUR), at(MIDNIGHT),
                at(MIDNIGHT + 6 * HOUR));
        assertThat(pieces).extracting(StreamView::expected).containsExactly(3600L, 6L * 3600, 3600L);
        assertThat(pieces).extracting(StreamView::lost).containsExactly(36L, 216L, 36L);
        assertThat(pieces).allSatisfy(piece -> assertThat(piece.jitterMaxMs()).isZero());
    }

    @Test
    void takesAKeyThatComesAgainAfterDaysForAnotherStream() {
        Wire later = new Wire();
        Wire first = new Wire();
        stream(later, MIDNIGHT + 48 * HOUR, MIDNIGHT + 49 * HOUR, 100);
        stream(first, MIDNIGHT, MIDNIGHT + HOUR, 30_000);
        assertThat(streams(later, first)).extracting(StreamView::firstSeen, StreamView::lost)
                .containsExactly(org.assertj.core.api.Assertions.tuple(at(MIDNIGHT), 36L),
                        org.assertj.core.api.Assertions.tuple(at(MIDNIGHT + 48 * HOUR), 36L));
    }

    @Test
    void joinsStreamsThatALaterCaptureConnectsAndCutsThemThen() {
        Wire morning = new Wire();
        Wire evening = new Wire();
        Wire between = new Wire();
        stream(morning, MIDNIGHT, MIDNIGHT + HOUR, 100);
        stream(evening, MIDNIGHT + 40 * HOUR, MIDNIGHT + 41 * HOUR, 100);
        stream(between, MIDNIGHT + 20 * HOUR, MIDNIGHT + 21 * HOUR, 100);
        assertThat(streams(morning, evening, between)).extracting(StreamView::firstSeen).containsExactly(at(MIDNIGHT),
                at(MIDNIGHT + 20 * HOUR), at(MIDNIGHT + 40 * HOUR));
    }
}
