package io.sipvault.indexer.fold;

import static io.sipvault.indexer.fold.CallScene.ANSWER;
import static io.sipvault.indexer.fold.CallScene.MS;
import static io.sipvault.indexer.fold.CallScene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sipvault.indexer.fold.CaptureCut.Piece;
import io.sipvault.indexer.fold.Wire.Host;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.RtcpView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports find the stream that they speak of, and say what endpoints saw where nothing else does. */
final class RtcpOfStreamsTest {
    private static final int TO_CALLEE = 0x0a0b0c0d;
    private static final int TO_CALLER = 0x01020304;

    @TempDir
    private Path folder;

    /** RTCP on the ports above, on the same even ports, and on the same odd ports. */
    @ParameterizedTest
    @CsvSource({"4000, 1", "4000, 0", "4001, 0"})
    void attachesReportsToTheStreamThatTheyReportAbout(int port, int portOffset) {
        CallScene scene = new CallScene(port, port + 1000).signalling();
        scene.rtp(scene.callerMedia, scene.calleeMedia, TO_CALLEE).rtp(scene.calleeMedia, scene.callerMedia, TO_CALLER);
        Host a = scene.callerMedia.at(port + portOffset);
        Host b = scene.calleeMedia.at(port + 1000 + portOffset);
        long first = ANSWER + SECOND;
        scene.wire.udp(first, a, b, RtcpTalk.report(first, TO_CALLEE, TO_CALLER, 0, 0, 1));
        long answer = first + SECOND;
        scene.wire.udp(answer, b, a, RtcpTalk.report(answer, TO_CALLER, TO_CALLEE, first, SECOND - 240 * MS, 2));
        long last = answer + SECOND;
        scene.wire.udp(last, a, b, RtcpTalk.report(last, TO_CALLEE, TO_CALLER, answer, SECOND - 160 * MS, 3));
        scene.wire.udp(last + SECOND, a, b, RtcpTalk.bye(TO_CALLEE));
        Map<String, StreamView> streams = streams(scene, Row.STREAMS);

        RtcpView toCallee = rtcp(streams, TO_CALLEE);
        assertThat(toCallee.reports()).isEqualTo(1);
        assertThat(toCallee.cumulativeLost()).isEqualTo(2);
        assertThat(toCallee.jitterMs()).isEqualTo(5);
        assertThat(toCallee.senderReports()).isEqualTo(2);
        assertThat(toCallee.packetsSent()).isEqualTo(300);
        assertThat(toCallee.byes()).isEqualTo(1);
        assertThat(toCallee.roundTripToReceiverMs()).isCloseTo(240, within(0.02));
        assertThat(toCallee.roundTripToSenderMs()).isCloseTo(160, within(0.02));
        assertThat(toCallee.roundTripMs()).isCloseTo(400, within(0.04));
        assertThat(rtcp(streams, TO_CALLER).cumulativeLost()).isEqualTo(3);
        StreamView scored = stream(streams, TO_CALLEE);
        assertThat(scored.mosCq()).isCloseTo(4.05, within(0.01)).isLessThan(scored.mos());
        assertThat(streams(scene, Row.REPORTED)).isEmpty();
    }

    @Test
    void claimsNoSilenceWhereRtcpTellsOfMedia() {
        CallScene scene = new CallScene(4000, 5000).signalling();
        scene.rtp(scene.callerMedia, scene.calleeMedia, TO_CALLEE);
        assertThat(problems(scene)).contains("one_way_audio");
        long time = ANSWER + SECOND;
        scene.wire.udp(time, scene.calleeMedia.at(5001), scene.callerMedia.at(4001),
                RtcpTalk.report(time, TO_CALLER, TO_CALLEE, 0, 0, 1));
        assertThat(problems(scene)).doesNotContain("one_way_audio");
        StreamView reported = stream(streams(scene, Row.REPORTED), TO_CALLER);
        assertThat(reported.packets()).isZero();
        assertThat(Objects.requireNonNull(reported.rtcp()).packetsSent()).isEqualTo(100);
        assertThat(reported.toward()).isEqualTo("caller");
    }

    /** RTP on odd ports, whose RTCP may come in other chunks: before it, behind it, or without it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void showsTheSameWhereverSharedOddPortsAreCut(long seed) {
        CallScene scene = new CallScene(4001, 5001).signalling();
        scene.rtp(scene.callerMedia, scene.calleeMedia, TO_CALLEE);
        new RtcpTalk(0, TO_CALLEE, TO_CALLER).between(scene.wire, ANSWER, scene.callerMedia, scene.calleeMedia, 4,
                new Random(seed));
        CaptureCut cut = new CaptureCut(scene.wire.pcap());
        List<Piece> pieces = new ArrayList<>(cut.pieces(6, new Random(seed)));
        Collections.shuffle(pieces, new Random(seed));
        assertThat(DumpDiff.of(dump(List.of(cut.piece(0, cut.packets()))), dump(pieces))).isEmpty();
    }

    private SortedMap<String, String> dump(List<Piece> pieces) {
        try (FoldBench bench = new FoldBench(folder.resolve("bench" + System.nanoTime()))) {
            pieces.forEach(piece -> bench.fold(bench.add(piece.name(), piece.bytes(), "import")));
            bench.foldDue();
            bench.commit();
            return bench.dump();
        }
    }

    private static String name(int ssrc) {
        return "0x%08x".formatted(ssrc);
    }

    private static RtcpView rtcp(Map<String, StreamView> streams, int ssrc) {
        return Objects.requireNonNull(stream(streams, ssrc).rtcp());
    }

    private static StreamView stream(Map<String, StreamView> streams, int ssrc) {
        return Objects.requireNonNull(streams.get(name(ssrc)));
    }

    private List<String> problems(CallScene scene) {
        return dump(scene, Row.DIALOGS).stream().map(json -> ViewJson.read(json, DialogView.class))
                .flatMap(d -> d.diagnosis().problems().stream()).map(p -> p.code()).toList();
    }

    private Map<String, StreamView> streams(CallScene scene, Row row) {
        return dump(scene, row).stream().map(json -> ViewJson.read(json, StreamView.class))
                .collect(java.util.stream.Collectors.toMap(StreamView::ssrc, s -> s));
    }

    private List<String> dump(CallScene scene, Row row) {
        try (FoldBench bench = new FoldBench(folder.resolve("bench" + System.nanoTime()))) {
            bench.fold(bench.add("call.pcap", scene.wire.pcap(), "import"));
            bench.commit();
            return bench.dump().entrySet().stream().filter(e -> e.getKey().startsWith(row + " "))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }
}
