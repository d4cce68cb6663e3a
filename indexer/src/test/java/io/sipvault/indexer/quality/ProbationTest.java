package io.sipvault.indexer.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.rtp.PacketTrace;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProbationTest {
    private static boolean confirms(TraceBuilder trace) {
        return Probation.confirms(trace.build());
    }

    @Test
    void confirmsFourPacketsOfSpeechAcrossTheWraps() {
        assertThat(confirms(new TraceBuilder().steady(0, 4, 65534, -320))).isTrue();
        assertThat(confirms(new TraceBuilder().steady(0, 3, 65534, -320))).isFalse();
    }

    @Test
    void confirmsTheRepeatsOfOneEvent() {
        TraceBuilder trace = new TraceBuilder();
        for (int i = 0; i < 10; i++) {
            trace.event(20 * i, i, 16_000, i == 0, 3, i > 6, 160 * i);
        }
        assertThat(confirms(trace)).isTrue();
    }

    @Test
    void confirmsSpeechWithSilenceAndVideoFrames() {
        assertThat(confirms(new TraceBuilder().packet(0, 1, 0).packet(20, 2, 160).packet(500, 3, 4000).packet(520, 4,
                4160))).isTrue();
        TraceBuilder video = new TraceBuilder().type(96, 1200);
        video.packet(0, 1, 0).packet(1, 2, 0).packet(2, 3, 0).packet(33.1, 4, 2979).packet(66.9, 5, 6021);
        assertThat(confirms(video)).isTrue();
    }

    @Test
    void looksPastCopiesOfPackets() {
        assertThat(confirms(new TraceBuilder().steady(0, 4, 1, 0).steady(0.01, 4, 1, 0))).isTrue();
    }

    @Test
    void refusesPacketsThatAreNotConsecutive() {
        assertThat(confirms(new TraceBuilder().packet(0, 1, 0).packet(20, 2, 160).packet(60, 4, 480)
                .packet(80, 5, 640).packet(120, 7, 960))).isFalse();
    }

    @Test
    void refusesNameServiceAnswers() {
        TraceBuilder trace = new TraceBuilder().type(5, 40);
        for (int i = 0; i < 20; i++) {
            // The flags stand where the sequence number would be, the counts where the timestamp is.
            trace.packet(i, 0x8180, 0x0001_0001);
        }
        assertThat(confirms(trace)).isFalse();
    }

    @Test
    void refusesCountersWithSmallConstantAndAbsurdSteps() {
        for (int step : new int[]{0, 1, 4, 16, 1_000_000, -160}) {
            TraceBuilder trace = new TraceBuilder();
            for (int i = 0; i < 50; i++) {
                trace.packet(20 * i, i, step * i);
            }
            assertThat(confirms(trace)).as("step %d", step).isFalse();
        }
    }

    @Test
    void refusesTypesThatNobodyUses() {
        assertThat(confirms(new TraceBuilder().type(72, 160).steady(0, 50, 1, 0))).isFalse();
    }

    @Test
    void refusesRandomData() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            PacketTrace trace = new PacketTrace();
            for (int i = 0; i < 1000; i++) {
                trace.add(i * 1_000_000L, random.nextInt(), random.nextInt(), random.nextInt(128), false, 100, 0);
            }
            assertThat(Probation.confirms(trace)).as("seed %d", seed).isFalse();
        }
    }

    @Test
    void judgesTheJoinedTraceAndNotItsPieces() {
        PacketTrace first = new TraceBuilder().steady(0, 2, 1, 0).build();
        PacketTrace second = new TraceBuilder().steady(40, 2, 3, 320).build();
        assertThat(Probation.confirms(first)).isFalse();
        assertThat(Probation.confirms(second)).isFalse();
        assertThat(Probation.confirms(PacketTrace.merge(List.of(second, first)))).isTrue();
    }
}
