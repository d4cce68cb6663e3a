package io.sipvault.indexer.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sipvault.indexer.quality.MosScore.NoScoreReason;
import io.sipvault.ingest.rtp.PacketTrace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamAnalysisTest {
    /** G.711 with random loss, duplicates, reordering and jitter, over several wraps of both numbers. */
    private static PacketTrace random(long seed) {
        Random random = new Random(seed);
        int lossPercent = random.nextInt(30);
        PacketTrace trace = new PacketTrace();
        int firstSequenceNumber = random.nextInt(65536);
        int firstTimestamp = random.nextInt();
        for (int i = 0; i < 3000; i++) {
            long arrivalNs = TraceBuilder.ns(20.0 * i) + random.nextInt(8_000_000)
                    + (random.nextInt(50) == 0 ? random.nextInt(200_000_000) : 0);
            if (i == 0 || random.nextInt(100) >= lossPercent) {
                add(trace, arrivalNs, firstSequenceNumber + i, firstTimestamp + 160 * i);
                if (random.nextInt(20) == 0) {
                    add(trace, arrivalNs + random.nextInt(50_000_000), firstSequenceNumber + i,
                            firstTimestamp + 160 * i);
                }
            }
        }
        return trace;
    }

    private static void add(PacketTrace trace, long arrivalNs, int sequenceNumber, int timestamp) {
        trace.add(arrivalNs, sequenceNumber, timestamp, 0, false, 160, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void agreesWithAPlainReadingOfRfc3550(long seed) {
        PacketTrace trace = random(seed).merged();
        PlainRfc3550 plain = new PlainRfc3550(trace, 8000);
        StreamQuality quality = StreamAnalysis.analyse(trace, StreamFormat.unknown());
        assertThat(quality.expected()).as("seed %d", seed).isEqualTo(plain.expected);
        assertThat(quality.lost()).as("seed %d", seed).isEqualTo(plain.lost);
        assertThat(quality.duplicates()).as("seed %d", seed).isEqualTo(plain.duplicates);
        assertThat(quality.reordered()).as("seed %d", seed).isEqualTo(plain.reordered);
        assertThat(quality.unique()).isEqualTo(trace.size() - plain.duplicates);
        assertThat(quality.sequenceRestarts()).isZero();
        assertThat(quality.jitter().endMs()).as("seed %d", seed).isCloseTo(plain.jitterMs, within(1e-6));
        assertThat(quality.jitter().maxMs()).as("seed %d", seed).isCloseTo(plain.maxJitterMs, within(1e-6));
        assertThat(quality.jitter().meanMs()).as("seed %d", seed).isCloseTo(plain.meanJitterMs, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void givesTheSameForPiecesInAnyOrder(long seed) {
        PacketTrace whole = random(seed);
        Random random = new Random(seed);
        List<PacketTrace> pieces = new ArrayList<>();
        for (int row = 0; row < whole.size(); row++) {
            if (row == 0 || random.nextInt(100) == 0) {
                pieces.add(new PacketTrace());
            }
            add(pieces.getLast(), whole.arrivalNs(row), whole.sequenceNumber(row), whole.timestamp(row));
        }
        pieces.addAll(pieces.subList(0, pieces.size() / 3));
        Collections.shuffle(pieces, random);
        assertThat(StreamAnalysis.analyse(PacketTrace.merge(pieces), StreamFormat.unknown())).as("seed %d", seed)
                .isEqualTo(StreamAnalysis.analyse(whole, StreamFormat.unknown()));
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void addsIntervalsUpToTheStream(long seed) {
        StreamQuality quality = StreamAnalysis.analyse(random(seed), StreamFormat.unknown());
        assertThat(quality.intervals().stream().mapToInt(QualityInterval::packets).sum())
                .isEqualTo(quality.packets());
        assertThat(quality.intervals().stream().mapToLong(QualityInterval::lost).sum()).isEqualTo(quality.lost());
        assertThat(quality.intervals().stream().mapToInt(QualityInterval::discarded).sum())
                .isEqualTo(quality.discardedFixed());
    }

    private static MosInputs inputs(StreamQuality quality) {
        return Objects.requireNonNull(quality.mos().inputs());
    }

    @Test
    void measuresASteadyStream() {
        StreamQuality quality = new TraceBuilder().steady(0, 500, 65400, -16000).analyse();
        assertThat(quality.packets()).isEqualTo(500);
        assertThat(quality.expected()).isEqualTo(500);
        assertThat(quality.lost()).isZero();
        assertThat(quality.lossPercent()).isZero();
        assertThat(quality.octets()).isEqualTo(80_000);
        assertThat(quality.firstNs()).isEqualTo(TraceBuilder.START_NS);
        assertThat(quality.lastNs()).isEqualTo(TraceBuilder.ns(9980));
        assertThat(quality.jitter()).isEqualTo(new JitterFigures(0, 0, 0, 499, 0));
        assertThat(quality.codec()).isEqualTo("PCMU");
        assertThat(quality.ptimeMs()).isEqualTo(20);
        assertThat(quality.maxGapMs()).isEqualTo(20);
        assertThat(quality.mos().listening()).isCloseTo(4.41, within(0.005));
        assertThat(quality.mos().conversational()).isNull();
        assertThat(quality.mos().inputs()).isEqualTo(new MosInputs("ITU-T G.107 (06/2015)", "PCMU", true, 0, 25.1, 0,
                1, 0, "fixed 60 ms"));
        assertThat(quality.payloadTypes()).containsExactly(new PayloadTypeUse(0, "PCMU", 8000, false, 500));
    }

    @Test
    void computesJitterByHand() {
        // Transit steps of 0, +8, -8 and +16 ms.
        StreamQuality quality = new TraceBuilder().packet(0, 1, 0).packet(20, 2, 160).packet(48, 3, 320)
                .packet(60, 4, 480).packet(96, 5, 640).analyse();
        double second = 8 / 16.0;
        double third = second + (8 - second) / 16;
        double fourth = third + (16 - third) / 16;
        assertThat(quality.jitter().endMs()).isCloseTo(fourth, within(1e-9));
        assertThat(quality.jitter().maxMs()).isCloseTo(fourth, within(1e-9));
        assertThat(quality.jitter().meanMs()).isCloseTo((0 + second + third + fourth) / 4, within(1e-9));
    }

    @Test
    void measuresJitterBelowAMillisecond() {
        TraceBuilder trace = new TraceBuilder();
        for (int i = 0; i < 2000; i++) {
            trace.packet(20 * i + (i % 2 == 0 ? 0 : 0.3), i, 160 * i);
        }
        assertThat(trace.analyse().jitter().endMs()).isCloseTo(0.3, within(0.001));
    }

    @Test
    void countsSequenceWrapAsInOrder() {
        StreamQuality quality = new TraceBuilder().steady(0, 100, 65500, 0).analyse();
        assertThat(quality.expected()).isEqualTo(100);
        assertThat(quality.lost()).isZero();
        assertThat(quality.sequenceRestarts()).isZero();
    }

    @Test
    void losesNothingOnADeliberateRestart() {
        StreamQuality quality = new TraceBuilder().steady(0, 200, 1000, 0).steady(4000, 200, 40_000, 9_000_000)
                .analyse();
        assertThat(quality.expected()).isEqualTo(400);
        assertThat(quality.lost()).isZero();
        assertThat(quality.sequenceRestarts()).isEqualTo(1);
        assertThat(quality.jitter().maxMs()).isZero();
        assertThat(quality.jitter().resets()).isEqualTo(1);
    }

    @Test
    void losesNothingWhenARestartLandsAheadWithinMaxDropout() {
        StreamQuality quality = new TraceBuilder().steady(0, 200, 1000, 0).steady(4000, 200, 3500, -77_000).analyse();
        assertThat(quality.lost()).isZero();
        assertThat(quality.sequenceRestarts()).isEqualTo(1);
    }

    @Test
    void countsLongLossWhenTimePassed() {
        StreamQuality quality = new TraceBuilder().steady(0, 200, 1000, 0).steady(44_000, 200, 3200, 352_000)
                .analyse();
        assertThat(quality.lost()).isEqualTo(2000);
        assertThat(quality.sequenceRestarts()).isZero();
    }

    @Test
    void restartsAfterMoreThanMaxDropout() {
        StreamQuality quality = new TraceBuilder().steady(0, 200, 1000, 0).steady(64_000, 200, 4199, 511_840)
                .analyse();
        assertThat(quality.lost()).isZero();
        assertThat(quality.sequenceRestarts()).isEqualTo(1);
    }

    @Test
    void takesARecordingPlayedAgainForARestart() {
        StreamQuality quality = new TraceBuilder().steady(0, 50, 1, 0).steady(6000, 50, 1, 0).analyse();
        assertThat(quality.duplicates()).isZero();
        assertThat(quality.unique()).isEqualTo(100);
        assertThat(quality.lost()).isZero();
        assertThat(quality.sequenceRestarts()).isEqualTo(1);
    }

    @Test
    void ignoresASingleStrayNumber() {
        StreamQuality quality = new TraceBuilder().steady(0, 100, 1, 0).packet(1995, 30_000, 5)
                .steady(2000, 100, 101, 16_000).analyse();
        assertThat(quality.lost()).isZero();
        assertThat(quality.sequenceRestarts()).isZero();
        assertThat(quality.unique()).isEqualTo(201);
        assertThat(quality.jitter().maxMs()).isZero();
    }

    @Test
    void countsReorderedPacketsNeitherAsLostNorAsJitter() {
        StreamQuality quality = new TraceBuilder().packet(0, 65535, 0).packet(40, 1, 320).packet(41, 0, 160)
                .packet(60, 2, 480).packet(80, 3, 640).analyse();
        assertThat(quality.reordered()).isEqualTo(1);
        assertThat(quality.lost()).isZero();
        assertThat(quality.jitter().maxMs()).isZero();
    }

    @Test
    void startsExpectationAtTheLowestNumberOfAReorderedStart() {
        StreamQuality quality = new TraceBuilder().packet(20, 11, 160).packet(21, 10, 0).packet(40, 12, 320).analyse();
        assertThat(quality.expected()).isEqualTo(3);
        assertThat(quality.lost()).isZero();
    }

    @Test
    void countsDuplicatesApart() {
        StreamQuality quality = new TraceBuilder().steady(0, 50, 1, 0).steady(1, 50, 1, 0).analyse();
        assertThat(quality.packets()).isEqualTo(100);
        assertThat(quality.unique()).isEqualTo(50);
        assertThat(quality.duplicates()).isEqualTo(50);
        assertThat(quality.lost()).isZero();
        assertThat(quality.jitter().maxMs()).isZero();
    }

    @Test
    void continuesAfterAHold() {
        StreamQuality quality = new TraceBuilder().steady(0, 100, 1, 0).packet(32_000, 101, 16_000, true)
                .steady(32_020, 100, 102, 16_160).analyse();
        assertThat(quality.lost()).isZero();
        assertThat(quality.sequenceRestarts()).isZero();
        assertThat(quality.jitter().maxMs()).isZero();
        assertThat(quality.discardedFixed()).isZero();
        assertThat(quality.silenceGaps()).isEqualTo(1);
        assertThat(quality.maxGapMs()).isEqualTo(30_020);
        assertThat(quality.maxGapStartNs()).isEqualTo(TraceBuilder.ns(1980));
    }

    @Test
    void resetsTransitAtATimestampRestart() {
        StreamQuality quality = new TraceBuilder().steady(0, 100, 1, 0).steady(2000, 100, 101, 1_234_567_890)
                .steady(4000, 100, 201, 77).analyse();
        assertThat(quality.jitter().maxMs()).isZero();
        assertThat(quality.jitter().resets()).isEqualTo(2);
        assertThat(quality.lost()).isZero();
    }

    @Test
    void passesTheEndOfTheTimestampAsInOrder() {
        StreamQuality quality = new TraceBuilder().steady(0, 100, 1, -8000).analyse();
        assertThat(quality.jitter()).isEqualTo(new JitterFigures(0, 0, 0, 99, 0));
    }

    @Test
    void leavesDiscontinuousTransmissionOutOfJitterAndLoss() {
        TraceBuilder trace = new TraceBuilder().steady(0, 50, 1, 0);
        // Comfort noise while silent, then speech whose timestamp is 30 ms off.
        trace.type(13, 1).packet(1000, 51, 8000).packet(1400, 52, 11_200);
        trace.type(0, 160).packet(2030, 53, 16_000, true).steady(2050, 50, 54, 16_160);
        StreamQuality quality = trace.analyse();
        assertThat(quality.lost()).isZero();
        assertThat(quality.jitter().maxMs()).isZero();
        assertThat(quality.codec()).isEqualTo("PCMU");
        assertThat(quality.codecChanges()).isZero();
    }

    @Test
    void leavesASilentSpellWithoutMarkerOutOfJitter() {
        StreamQuality quality = new TraceBuilder().steady(0, 50, 1, 0).steady(3015, 50, 51, 24_000).analyse();
        assertThat(quality.lost()).isZero();
        assertThat(quality.jitter().maxMs()).isZero();
    }

    @Test
    void comparesNoPacketsAcrossACodecChange() {
        StreamQuality quality = new TraceBuilder().steady(0, 50, 1, 0).type(9, 160).steady(1003, 60, 51, 500)
                .analyse();
        assertThat(quality.codecChanges()).isEqualTo(1);
        assertThat(quality.jitter().maxMs()).isZero();
        assertThat(quality.codec()).isEqualTo("G722");
        assertThat(quality.mos().listening()).isNull();
        assertThat(quality.mos().noScoreReason()).isEqualTo(NoScoreReason.WIDEBAND);
    }

    @Test
    void guessesTheClockRateOfUnknownTypes() {
        TraceBuilder trace = new TraceBuilder().type(111, 60);
        for (int i = 0; i < 100; i++) {
            trace.packet(20 * i, i, 960 * i);
        }
        StreamQuality quality = trace.analyse();
        assertThat(quality.payloadTypes()).containsExactly(new PayloadTypeUse(111, "", 48_000, true, 100));
        assertThat(quality.jitter().maxMs()).isCloseTo(0, within(1e-9));
        assertThat(quality.mos().noScoreReason()).isEqualTo(NoScoreReason.CODEC_UNKNOWN);
    }

    @Test
    void takesTheClockRateOfSdp() {
        TraceBuilder trace = new TraceBuilder().type(97, 38);
        for (int i = 0; i < 100; i++) {
            trace.packet(30 * i, i, 240 * i);
        }
        StreamFormat format = StreamFormat.ofSdp(Map.of(97, new PayloadFormat("iLBC", 8000)), 30);
        StreamQuality quality = StreamAnalysis.analyse(trace.build(), format);
        assertThat(quality.codec()).isEqualTo("ILBC");
        assertThat(quality.ptimeMs()).isEqualTo(30);
        assertThat(quality.mos().noScoreReason()).isEqualTo(NoScoreReason.NO_ITU_VALUES);
    }

    @Test
    void scoresRandomLossAndBurstsApart() {
        StreamQuality spread = lossy(i -> i % 20 == 7);
        StreamQuality burst = lossy(i -> i % 200 < 10 && i >= 200);
        assertThat(spread.lossPercent()).isCloseTo(5, within(0.1));
        assertThat(spread.burstR()).isEqualTo(1);
        assertThat(spread.mos().listening()).isCloseTo(3.92, within(0.01));
        assertThat(burst.burstR()).isCloseTo(10 * 0.955, within(0.1));
        // Ie,eff = 95 * 4.5 / (4.5 / 9.55 + 25.1) = 16.72
        assertThat(burst.mos().listening()).isCloseTo(EModel.mos(93.2 - 16.72), within(0.005));
    }

    private static StreamQuality lossy(IntPredicate lost) {
        TraceBuilder trace = new TraceBuilder();
        for (int i = 0; i < 2000; i++) {
            if (!lost.test(i)) {
                trace.packet(20 * i, i, 160 * i);
            }
        }
        return trace.analyse();
    }

    @Test
    void discardsWhatComesTooLateForTheBuffers() {
        TraceBuilder trace = new TraceBuilder().steady(0, 100, 1, 0);
        // One packet 61 ms late, one 59 ms late; the buffers had no jitter to grow from.
        trace.packet(2061, 101, 16_000).packet(2062, 102, 16_160).steady(2062, 48, 103, 16_320);
        StreamQuality quality = trace.analyse();
        assertThat(quality.discardedFixed()).isEqualTo(1);
        assertThat(quality.discardedAdaptive()).isEqualTo(2);
        assertThat(quality.lost()).isZero();
        assertThat(inputs(quality).pplPercent()).isCloseTo(100.0 / 150, within(1e-9));
    }

    @Test
    void startsTheBuffersAnewWhenOneEarlyPacketWouldSilenceTheRest() {
        StreamQuality quality = new TraceBuilder().packet(0, 1, 0).steady(160, 500, 2, 160).analyse();
        assertThat(quality.discardedFixed()).isEqualTo(25);
    }

    @Test
    void followsADriftingClockWithoutDiscards() {
        TraceBuilder trace = new TraceBuilder();
        // 200 ppm over 10 minutes: 120 ms.
        for (int i = 0; i < 30_000; i++) {
            trace.packet(20 * 1.0002 * i, i, 160 * i);
        }
        assertThat(trace.analyse().discardedFixed()).isZero();
    }

    @Test
    void putsIntervalsOnTheUtcClockAndLossWhereItWas() {
        TraceBuilder trace = new TraceBuilder();
        for (int i = 0; i < 600; i++) {
            // Packets 245 to 254 are lost: five before and five after 5 s.
            if (i < 245 || i > 254) {
                trace.packet(20 * i, i, 160 * i);
            }
        }
        List<QualityInterval> intervals = trace.analyse().intervals();
        assertThat(intervals).extracting(QualityInterval::startNs).containsExactly(TraceBuilder.START_NS,
                TraceBuilder.ns(5000), TraceBuilder.ns(10_000));
        assertThat(intervals).extracting(QualityInterval::packets).containsExactly(245, 245, 100);
        assertThat(intervals).extracting(QualityInterval::lost).containsExactly(5, 5, 0);
        assertThat(intervals.get(2).mos()).isCloseTo(4.41, within(0.005));
        assertThat(intervals.get(1).mos()).isLessThan(4.3);
    }

    @Test
    void leavesIntervalsOfAHoldOut() {
        List<QualityInterval> intervals = new TraceBuilder().steady(0, 10, 1, 0).steady(60_000, 10, 11, 1600).analyse()
                .intervals();
        assertThat(intervals).extracting(QualityInterval::startNs).containsExactly(TraceBuilder.START_NS,
                TraceBuilder.ns(60_000));
    }

    @Test
    void givesConversationalQualityOnlyWithARoundTrip() {
        PacketTrace trace = new TraceBuilder().steady(0, 100, 1, 0).build();
        StreamQuality quality = StreamAnalysis.analyse(trace, StreamFormat.unknown(),
                AnalysisOptions.DEFAULT.withRoundTripMs(640.0));
        // 320 ms on the way, 20 ms to fill a packet, 60 ms in the buffer.
        assertThat(inputs(quality).id()).isCloseTo(24.07, within(0.02));
        assertThat(quality.mos().conversational()).isCloseTo(EModel.mos(93.2 - 24.07), within(0.01));
        assertThat(quality.mos().listening()).isCloseTo(4.41, within(0.005));
    }

    @Test
    void measuresNothingAndOnePacket() {
        StreamQuality nothing = new TraceBuilder().analyse();
        assertThat(nothing.packets()).isZero();
        assertThat(nothing.expected()).isZero();
        assertThat(nothing.mos().noScoreReason()).isEqualTo(NoScoreReason.NO_AUDIO);
        StreamQuality one = new TraceBuilder().packet(0, 7, 7).analyse();
        assertThat(one.expected()).isEqualTo(1);
        assertThat(one.jitter()).isEqualTo(new JitterFigures(0, 0, 0, 0, 0));
        assertThat(one.intervals()).singleElement().extracting(QualityInterval::jitterMs).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44})
    void boundsWhatHostileTracesCost(long seed) {
        Random random = new Random(seed);
        PacketTrace trace = new PacketTrace();
        for (int i = 0; i < 5000; i++) {
            trace.add(random.nextLong(), random.nextInt(), random.nextInt(), random.nextInt(128),
                    random.nextBoolean(), random.nextInt(200), random.nextInt());
        }
        StreamQuality quality = StreamAnalysis.analyse(trace, StreamFormat.unknown());
        assertThat(quality.unique() + quality.duplicates()).as("seed %d", seed).isEqualTo(quality.packets());
        assertThat(quality.lost()).as("seed %d", seed).isNotNegative();
        assertThat(quality.jitter().maxMs()).as("seed %d", seed).isLessThan(1000);
    }
}
