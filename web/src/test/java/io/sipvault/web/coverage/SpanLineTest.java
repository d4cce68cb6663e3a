package io.sipvault.web.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.jobs.registry.CapturedChunk;
import io.sipvault.jobs.registry.ChunkState;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How chunks become spans of time. Times are seconds after noon. */
final class SpanLineTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");

    private final SpanLine line = new SpanLine(at(0), at(1_000));

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }

    private static CapturedChunk chunk(int sequence, int from, int to, ChunkState state) {
        return new CapturedChunk(sequence, at(from), at(to), state, at(to + 1));
    }

    private SpanLine with(int sequence, int from, int to) {
        line.add(chunk(sequence, from, to, ChunkState.FOLDED));
        return line;
    }

    private static Span span(int from, int to, CoverageState state) {
        return new Span(at(from), at(to), state);
    }

    private static Coverage.Track track(List<Span> spans) {
        return new Coverage.Track(ChunkKind.SIP, spans, true);
    }

    @Test
    void joinsChunksWhoseNumbersFollowEachOther() {
        with(4, 10, 40);
        with(5, 100, 130);

        assertThat(line.spans(List.of())).containsExactly(span(10, 130, CoverageState.CAPTURED));
        assertThat(line.end()).isEqualTo(at(130));
    }

    @Test
    void missesWhatWasInAChunkWhoseNumberLacks() {
        with(4, 10, 40);
        with(6, 100, 130);

        assertThat(line.spans(List.of())).containsExactly(span(10, 40, CoverageState.CAPTURED),
                span(40, 100, CoverageState.MISSING), span(100, 130, CoverageState.CAPTURED));
    }

    @Test
    void takesOutWhatAnAgentDeclaresAsGaps() {
        with(0, 10, 40);
        with(1, 100, 130);

        assertThat(line.spans(List.of(new Gap(at(60), at(80)), new Gap(at(41), at(50)), new Gap(at(45), at(49)),
                new Gap(at(-100), at(5)), new Gap(at(-100), at(-5)))))
                .containsExactly(span(0, 5, CoverageState.GAP), span(10, 41, CoverageState.CAPTURED),
                        span(41, 50, CoverageState.GAP), span(50, 60, CoverageState.CAPTURED),
                        span(60, 80, CoverageState.GAP), span(80, 130, CoverageState.CAPTURED));
    }

    @Test
    void tellsWhatExpiredAndWhatCannotBeRead() {
        line.add(chunk(0, 10, 20, ChunkState.SWEPT));
        line.add(chunk(1, 30, 40, ChunkState.EXPIRED));
        line.add(chunk(2, 50, 60, ChunkState.QUARANTINED));
        line.add(new CapturedChunk(3, null, null, ChunkState.READY, null));
        line.add(chunk(4, 90, 100, ChunkState.READY));

        assertThat(line.spans(List.of())).containsExactly(span(10, 40, CoverageState.EXPIRED),
                span(40, 50, CoverageState.CAPTURED), span(50, 90, CoverageState.UNREADABLE),
                span(90, 100, CoverageState.CAPTURED));
    }

    @Test
    void takesAChunkWithoutPacketsForProofThatTheAgentWasAtWork() {
        with(0, 10, 40);
        line.add(new CapturedChunk(1, null, null, ChunkState.FOLDED, at(101)));
        line.add(new CapturedChunk(3, null, null, ChunkState.FOLDED, at(201)));

        assertThat(line.spans(List.of(new Gap(at(50), at(60))))).containsExactly(
                span(10, 50, CoverageState.CAPTURED), span(50, 60, CoverageState.GAP),
                span(60, 100, CoverageState.CAPTURED), span(100, 200, CoverageState.MISSING));
        assertThat(line.end()).isEqualTo(at(200));
    }

    @Test
    void joinsChunksThatOverlapAsOfTwoInterfaces() {
        with(0, 10, 40);
        with(1, 5, 30);
        with(2, 45, 50);

        assertThat(line.spans(List.of())).containsExactly(span(10, 50, CoverageState.CAPTURED));
    }

    @Test
    void leavesOutWhatIsOutsideOfTheTimeAskedFor() {
        with(0, -50, -20);
        with(1, 990, 1_200);
        with(2, 1_300, 1_400);

        assertThat(line.spans(List.of())).containsExactly(span(0, 1_000, CoverageState.CAPTURED));
    }

    @Test
    void knowsNothingWithoutAChunkWhateverTheReport() {
        line.tail(at(500), CoverageState.CAPTURED);

        assertThat(line.spans(List.of())).isEmpty();
        assertThat(track(List.of()).notSeen(at(10), at(20))).containsExactly(span(10, 20, CoverageState.UNKNOWN));
        assertThat(track(List.of()).notSeen(at(10), at(10))).containsExactly(span(10, 10, CoverageState.UNKNOWN));
    }

    @Test
    void goesOnToTheLastReport() {
        with(0, 10, 40);
        line.tail(at(90), CoverageState.PENDING);

        assertThat(line.spans(List.of())).containsExactly(span(10, 40, CoverageState.CAPTURED),
                span(40, 90, CoverageState.PENDING));
    }

    @Test
    void isBounded() {
        IntStream.range(0, SpanLine.MOST_SPANS).forEach(n -> line.add(new CapturedChunk(2 * n, NOON.plusMillis(10 * n),
                NOON.plusMillis(10 * n + 1), ChunkState.FOLDED, NOON)));

        assertThat(line.isComplete()).isFalse();
        assertThat(line.spans(List.of())).hasSize(SpanLine.MOST_SPANS);
    }

    @Test
    void saysWhatOfATimeWasNotSeen() {
        Coverage.Track track = track(List.of(span(10, 40, CoverageState.CAPTURED), span(40, 50, CoverageState.GAP),
                span(50, 60, CoverageState.EXPIRED), span(70, 80, CoverageState.CAPTURED)));

        assertThat(track.notSeen(at(12), at(40))).isEmpty();
        assertThat(track.notSeen(at(10), at(10))).isEmpty();
        assertThat(track.notSeen(at(45), at(45))).containsExactly(span(45, 45, CoverageState.GAP));
        assertThat(track.notSeen(at(5), at(90))).containsExactly(span(5, 10, CoverageState.UNKNOWN),
                span(40, 50, CoverageState.GAP), span(60, 70, CoverageState.UNKNOWN),
                span(80, 90, CoverageState.UNKNOWN));
        assertThat(track.notSeen(at(65), at(66))).containsExactly(span(65, 66, CoverageState.UNKNOWN));
    }
}
