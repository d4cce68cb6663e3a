package io.sipvault.indexer.fold;

import static io.sipvault.indexer.fold.CallScene.ANSWER;
import static io.sipvault.indexer.fold.CallScene.END;
import static io.sipvault.indexer.fold.CallScene.MS;
import static io.sipvault.indexer.fold.CallScene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.fold.Wire.Host;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.view.DiagnosisView;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.IcmpView;
import io.sipvault.indexer.view.ViewJson;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ICMP errors find the call whose packets they quote. */
final class IcmpOfCallsTest {
    private static final int PORT_UNREACHABLE = 3;
    private static final int ALL = 1000;
    private static final int HEADERS_ALONE = 8;
    private static final int SSRC = 0x0a0b0c0d;

    @TempDir
    private Path folder;
    private CallScene scene = new CallScene(4000, 5000);

    @BeforeEach
    void newScene() {
        scene = new CallScene(4000, 5000);
    }

    /** All of the message, a part without Call-ID, the UDP header alone. */
    @ParameterizedTest
    @ValueSource(ints = {ALL, 60, HEADERS_ALONE})
    void joinsAnErrorToTheCallWhoseMessageItQuotes(int quotedBytes) {
        scene.send(ANSWER, scene.caller, scene.callee, scene.invite());
        scene.wire.icmp(ANSWER + 3 * MS, scene.callee, 3, PORT_UNREACHABLE, quotedBytes, true);
        DialogView dialog = dialog();
        assertThat(dialog.msgCount()).isEqualTo(1);
        assertThat(dialog.icmp()).singleElement().satisfies(e -> {
            assertThat(e.error()).isEqualTo("port unreachable");
            assertThat(e.protocol()).isEqualTo("SIP");
            assertThat(e.reporter()).isEqualTo("10.0.2.1");
            assertThat(e.dst()).isEqualTo("10.0.2.1:5060");
            assertThat(e.bytes()).isEqualTo(scene.invite().length());
        });
    }

    @Test
    void namesWhoRefusesAtWhichPort() {
        scene.send(ANSWER, scene.caller, scene.callee, scene.invite());
        scene.wire.icmp(ANSWER + 3 * MS, scene.callee, 3, PORT_UNREACHABLE, ALL, true);
        assertThat(problem("icmp_unreachable")).singleElement().satisfies(p -> {
            assertThat(p.severity()).isEqualTo("error");
            assertThat(p.sentence()).isEqualTo(
                    "10.0.2.1 refused SIP from 10.0.1.1:5060 at port 5060: ICMP port unreachable.");
            assertThat(p.advice()).contains("UDP port 5060 of 10.0.2.1");
            assertThat(p.evidence()).containsExactly("ICMP port unreachable from 10.0.2.1 at 2026-03-01T10:00:02.003Z");
        });
    }

    /** Another message of the hop has another length, or another identification, or was long before. */
    @Test
    void leavesErrorsAboutOtherPacketsOfTheHopAlone() {
        scene.send(ANSWER, scene.caller, scene.callee, scene.invite());
        scene.wire.icmp(ANSWER + 8 * SECOND, scene.callee, 3, PORT_UNREACHABLE, HEADERS_ALONE, true);
        scene.send(ANSWER + SECOND, scene.caller, scene.callee, "x".repeat(scene.invite().length()));
        scene.wire.icmp(ANSWER + SECOND + MS, scene.callee, 3, PORT_UNREACHABLE, HEADERS_ALONE, true);
        assertThat(dialog().icmp()).isEmpty();
    }

    /** A server reads dialogs by one reader from its start on, when the index may have been empty. */
    @Test
    void namesPacketsOfErrorsThatWereFoldedAfterTheReaderBegan() {
        scene.send(ANSWER, scene.caller, scene.callee, scene.invite());
        scene.wire.icmp(ANSWER + 3 * MS, scene.callee, 3, PORT_UNREACHABLE, ALL, true);
        try (FoldBench bench = new FoldBench(folder.resolve("bench"))) {
            DialogReader reader = bench.reader();
            bench.fold(bench.add("call.pcap", scene.wire.pcap(), "import"));
            bench.commit();
            Hit hit = bench.search().search(new QueryNode.MatchAll(), Row.DIALOGS, null, 1).hits().getFirst();
            assertThat(reader.read(hit, Long.MIN_VALUE).packets().values()).singleElement().asInstanceOf(
                    InstanceOfAssertFactories.COLLECTION).hasSize(2);
        }
    }

    @Test
    void takesMediaThatMeetsAClosedPortAtTheEndForUsual() {
        scene.signalling().rtp(scene.callerMedia, scene.calleeMedia, SSRC);
        scene.wire.udp(END - 100 * MS, scene.callerMedia, scene.calleeMedia, CallScene.packet(SSRC, 501));
        scene.wire.icmp(END - 99 * MS, scene.calleeMedia, 3, PORT_UNREACHABLE, ALL, true);
        assertThat(dialog().icmp()).extracting(IcmpView::protocol).containsExactly("RTP");
        assertThat(problem("icmp_unreachable")).isEmpty();
    }

    @Test
    void saysThatASideHeardNothingWhoseHostRefusedItsMedia() {
        scene.signalling().rtp(scene.calleeMedia, scene.callerMedia, 1);
        Host phone = scene.calleeMedia;
        for (int i = 0; i < 500; i++) {
            scene.wire.udp(ANSWER + i * 20 * MS, scene.callerMedia, phone, CallScene.packet(SSRC, i));
            if (i % 50 == 0) {
                scene.wire.icmp(ANSWER + i * 20 * MS + MS, phone, 3, PORT_UNREACHABLE, ALL, true);
            }
        }
        assertThat(problem("icmp_unreachable")).extracting(DiagnosisView.Problem::sentence).containsExactly(
                "10.0.2.1 refused RTP from 10.0.1.1:4000 at port 5000: ICMP port unreachable, 10 times.");
        assertThat(problem("one_way_audio")).extracting(DiagnosisView.Problem::sentence)
                .containsExactly(
                        "The callee heard nothing: 500 packets went to 10.0.2.1:5000, which refused them (ICMP).");
    }

    private List<DiagnosisView.Problem> problem(String code) {
        return dialog().diagnosis().problems().stream().filter(p -> p.code().equals(code)).toList();
    }

    private DialogView dialog() {
        try (FoldBench bench = new FoldBench(folder.resolve("bench" + System.nanoTime()))) {
            bench.fold(bench.add("call.pcap", scene.wire.pcap(), "import"));
            bench.commit();
            return bench.dump().entrySet().stream().filter(e -> e.getKey().startsWith("DIALOGS "))
                    .map(e -> ViewJson.read(e.getValue(), DialogView.class)).findFirst().orElseThrow();
        }
    }
}
