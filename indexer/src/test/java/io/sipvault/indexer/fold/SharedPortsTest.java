package io.sipvault.indexer.fold;

import static io.sipvault.indexer.fold.CallScene.ANSWER;
import static io.sipvault.indexer.fold.CallScene.MS;
import static io.sipvault.indexer.fold.CallScene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.fold.CaptureCut.Piece;
import io.sipvault.indexer.fold.Wire.Host;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that has the media of all its calls at one port. */
final class SharedPortsTest {
    private static final int CALLS = 4;
    private static final Host GATEWAY = new Host(0x0a000101, 5060);
    private static final Host GATEWAY_MEDIA = GATEWAY.at(4000);
    private static final Host PHONES = new Host(0x0a000201, 5060);

    @TempDir
    private Path folder;

    /** Calls that begin a second apart and last ten. */
    private static byte[] capture() {
        Wire wire = new Wire();
        for (int call = 0; call < CALLS; call++) {
            long answer = ANSWER + call * SECOND;
            Host phone = PHONES.at(5000 + 2 * call);
            send(wire, answer - SECOND, GATEWAY, PHONES,
                    message(call, "INVITE sip:b@10.0.2.1 SIP/2.0", "1 INVITE", CallScene.sdp(GATEWAY_MEDIA)));
            send(wire, answer, PHONES, GATEWAY, message(call, "SIP/2.0 200 OK", "1 INVITE", CallScene.sdp(phone)));
            send(wire, answer + 20 * MS, GATEWAY, PHONES, message(call, "ACK sip:b@10.0.2.1 SIP/2.0", "1 ACK", ""));
            for (int i = 0; i < 450; i++) {
                wire.udp(answer + i * 20 * MS, GATEWAY_MEDIA, phone, CallScene.packet(100 + call, i));
                wire.udp(answer + i * 20 * MS + MS, phone, GATEWAY_MEDIA, CallScene.packet(200 + call, i));
            }
            send(wire, answer + 10 * SECOND, GATEWAY, PHONES,
                    message(call, "BYE sip:b@10.0.2.1 SIP/2.0", "2 BYE", ""));
            send(wire, answer + 10 * SECOND + MS, PHONES, GATEWAY, message(call, "SIP/2.0 200 OK", "2 BYE", ""));
        }
        return wire.pcap();
    }

    private static void send(Wire wire, long timeNs, Host from, Host to, String text) {
        wire.udp(timeNs, from, to, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String message(int call, String startLine, String cseq, String body) {
        return startLine + "\r\nVia: SIP/2.0/UDP 10.0.1.1:5060;branch=z9hG4bK" + call + cseq.replace(" ", "")
                + "\r\nFrom: <sip:" + call + "@10.0.1.1>;tag=f" + call + "\r\nTo: <sip:b@10.0.2.1>"
                + (startLine.startsWith("INVITE") ? "" : ";tag=t" + call) + "\r\nCall-ID: " + callId(call)
                + "\r\nCSeq: " + cseq + (body.isEmpty() ? "" : "\r\nContent-Type: application/sdp")
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String callId(int call) {
        return "shared-" + call + "@10.0.1.1";
    }

    @Test
    void giveEachCallItsOwnStreams() {
        try (FoldBench bench = new FoldBench(folder.resolve("bench"))) {
            bench.fold(bench.add("calls.pcap", capture(), "import"));
            bench.commit();
            for (int call = 0; call < CALLS; call++) {
                DialogView dialog = dialog(bench, call);
                assertThat(streams(bench, dialog)).containsExactlyInAnyOrder("0x%08x".formatted(100 + call),
                        "0x%08x".formatted(200 + call));
                assertThat(dialog.diagnosis().problems()).isEmpty();
            }
        }
    }

    private static DialogView dialog(FoldBench bench, int call) {
        return bench.dump().entrySet().stream().filter(e -> e.getKey().startsWith(Row.DIALOGS + " "))
                .map(Map.Entry::getValue).map(json -> ViewJson.read(json, DialogView.class))
                .filter(d -> d.callId().equals(callId(call))).findFirst().orElseThrow();
    }

    private static List<String> streams(FoldBench bench, DialogView dialog) {
        Hit hit = bench.search().byTerm(Row.DIALOGS, "call_id", dialog.callId()).getFirst();
        return bench.reader().streams(hit, bench.search()).stream()
                .map(stream -> ViewJson.read(stream.display(), StreamView.class).ssrc()).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void showTheSameWhereverTheCaptureIsCut(long seed) {
        CaptureCut cut = new CaptureCut(capture());
        List<Piece> pieces = new ArrayList<>(cut.pieces(7, new Random(seed)));
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
}
