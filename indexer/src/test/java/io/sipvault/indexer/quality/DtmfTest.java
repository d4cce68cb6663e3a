package io.sipvault.indexer.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.rtp.PacketTrace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DtmfTest {
    private static final StreamFormat FORMAT = StreamFormat.ofSdp(Map.of(0, new PayloadFormat("PCMU", 8000),
            TraceBuilder.EVENT_TYPE, new PayloadFormat("telephone-event", 8000)), 20);

    private static List<DtmfDigit> digits(PacketTrace trace) {
        return StreamAnalysis.analyse(trace, FORMAT).digits();
    }

    /** A key of 60 ms: three updates, three ends, all of one timestamp. */
    private static TraceBuilder press(TraceBuilder trace, double atMs, int sequenceNumber, int timestamp, int event) {
        for (int i = 0; i < 3; i++) {
            trace.event(atMs + 20 * i, sequenceNumber + i, timestamp, i == 0, event, false, 160 * (i + 1));
        }
        for (int i = 3; i < 6; i++) {
            trace.event(atMs + 40, sequenceNumber + i, timestamp, false, event, true, 480);
        }
        return trace;
    }

    @Test
    void readsEachKeyOnce() {
        TraceBuilder trace = new TraceBuilder();
        press(trace, 0, 1, 1000, 1);
        press(trace, 200, 7, 2600, 1);
        press(trace, 400, 13, 4200, 11);
        assertThat(digits(trace.build())).containsExactly(new DtmfDigit('1', TraceBuilder.ns(0), 60, true),
                new DtmfDigit('1', TraceBuilder.ns(200), 60, true),
                new DtmfDigit('#', TraceBuilder.ns(400), 60, true));
    }

    @Test
    void toleratesMissingStartAndEnd() {
        TraceBuilder trace = new TraceBuilder();
        trace.event(40, 3, 1000, false, 5, true, 480);
        trace.event(200, 9, 2600, true, 6, false, 160);
        assertThat(digits(trace.build())).containsExactly(new DtmfDigit('5', TraceBuilder.ns(-20), 60, true),
                new DtmfDigit('6', TraceBuilder.ns(200), 20, false));
    }

    @Test
    void takesLateAndDuplicatedUpdatesForTheSameKey() {
        TraceBuilder trace = new TraceBuilder();
        trace.event(0, 1, 1000, true, 9, false, 160).event(41, 3, 1000, false, 9, true, 480)
                .event(42, 2, 1000, false, 9, false, 320).event(43, 3, 1000, false, 9, true, 480);
        assertThat(digits(trace.build())).containsExactly(new DtmfDigit('9', TraceBuilder.ns(0), 60, true));
    }

    @Test
    void joinsSegmentsOfALongKey() {
        TraceBuilder trace = new TraceBuilder();
        trace.event(0, 1, 0, true, 0, false, 160).event(8200, 2, 0, false, 0, false, 65535)
                .event(8220, 3, 65535, false, 0, false, 160).event(9000, 4, 65535, false, 0, true, 8000);
        assertThat(digits(trace.build()))
                .containsExactly(new DtmfDigit('0', TraceBuilder.ns(0), 73_535 / 8.0, true));
    }

    @Test
    void readsAKeyAgainWhenARecordingIsPlayedAgain() {
        TraceBuilder trace = new TraceBuilder();
        press(trace, 0, 1, 1000, 4);
        press(trace, 5000, 1, 1000, 4);
        assertThat(digits(trace.build())).extracting(DtmfDigit::digit).containsExactly('4', '4');
    }

    @Test
    void leavesEventsOutOfJitterAndLoss() {
        TraceBuilder trace = new TraceBuilder().steady(0, 50, 1, 0);
        press(trace, 1000, 51, 8000, 7);
        trace.packet(1130, 57, 9000).steady(1150, 50, 58, 9160);
        StreamQuality quality = StreamAnalysis.analyse(trace.build(), FORMAT);
        assertThat(quality.jitter().maxMs()).isZero();
        assertThat(quality.lost()).isZero();
        assertThat(quality.codec()).isEqualTo("PCMU");
        assertThat(quality.codecChanges()).isZero();
    }

    @Test
    void readsNoDigitsWithoutSdpButKeepsEventsOutOfJitter() {
        TraceBuilder trace = new TraceBuilder().steady(0, 50, 1, 0);
        press(trace, 1000, 51, 8000, 7);
        StreamQuality quality = StreamAnalysis.analyse(trace.build(), StreamFormat.unknown());
        assertThat(quality.digits()).isEmpty();
        assertThat(quality.jitter().maxMs()).isZero();
    }

    @Test
    void ignoresEventsThatAreNoKeys() {
        TraceBuilder trace = new TraceBuilder();
        trace.event(0, 1, 0, true, 36, true, 800).event(20, 2, 160, true, 15, true, 800).event(40, 3, 320, true, 16,
                true, 800);
        assertThat(digits(trace.build())).extracting(DtmfDigit::digit).containsExactly('D', '!');
    }
}
