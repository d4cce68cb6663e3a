package io.sipvault.indexer.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.RtcpView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.hep.HepBytes;
import io.sipvault.ingest.transport.Endpoint;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes in HEP is a witness of its own, and never counted twice. */
class HepOfCallsTest {
    private static final Wire.Host SENDER = new Wire.Host(0x0a000707, 5060);
    private static final Wire.Host COLLECTOR = new Wire.Host(0x0a000909, 9060);

    private final CallScene scene = new CallScene(4000, 5000);
    @TempDir
    private Path folder;

    /** A report of a message that the caller's side sent or, in reverse, got. */
    private static HepBytes seen(long timeNs, boolean fromCaller) {
        Endpoint caller = Endpoint.ofV4(0x0a000101, 5060);
        Endpoint callee = Endpoint.ofV4(0x0a000201, 5060);
        return HepBytes.of(17, fromCaller ? caller : callee, fromCaller ? callee : caller, timeNs);
    }

    private void report(long timeNs, byte[] hep) {
        scene.wire.udp(timeNs, SENDER, COLLECTOR, hep);
    }

    private List<DialogView> calls() {
        try (FoldBench bench = new FoldBench(folder)) {
            bench.fold(bench.add("hep.pcap", scene.wire.pcap(), "import"));
            bench.commit();
            return bench.search().search(new QueryNode.MatchAll(), Row.CALLS, null, 10).hits().stream()
                    .map(Hit::display).map(json -> ViewJson.read(json, DialogView.class))
                    .toList();
        }
    }

    @Test
    void countsAMessageOnceThatIsCapturedAndReported() {
        scene.signalling();
        report(CallScene.ANSWER - 2 * CallScene.SECOND + CallScene.MS,
                seen(CallScene.ANSWER - 2 * CallScene.SECOND + 300_000, true).sip(2001, scene.invite()));
        DialogView call = calls().getFirst();
        assertThat(call.agents()).containsExactly("import", "import/hep-2001");
        assertThat(call.msgCount()).isEqualTo(5);
        assertThat(call.timing().retransmits()).isZero();
    }

    /** At one vantage the second would be a retransmission. */
    @Test
    void takesTwoSendersOfOneMessageAsTwoWitnesses() {
        long time = CallScene.ANSWER;
        report(time, seen(time, true).sip(2001, scene.invite()));
        report(time + CallScene.MS, seen(time + 400_000, true).text(19, "pbx/../1").sip(2001, scene.invite()));
        DialogView call = calls().getFirst();
        assertThat(call.agents()).containsExactly("import/hep-2001", "import/pbx_.._1");
        assertThat(call.msgCount()).isOne();
        assertThat(call.timing().retransmits()).isZero();
    }

    @Test
    void countsWhatOneSenderReportsTwiceAsARetransmission() {
        long time = CallScene.ANSWER;
        report(time, seen(time, true).sip(7, scene.invite()));
        report(time + 500 * CallScene.MS, seen(time + 500 * CallScene.MS, true).sip(7, scene.invite()));
        DialogView call = calls().getFirst();
        assertThat(call.msgCount()).isEqualTo(2);
        assertThat(call.timing().retransmits()).isOne();
    }

    /** A capture of the "any" device has each packet twice. */
    @Test
    void countsACarryingPacketThatWasCapturedTwiceOnce() {
        long time = CallScene.ANSWER;
        byte[] hep = seen(time, true).sip(7, scene.invite());
        report(time, hep);
        report(time + 20_000, hep);
        assertThat(calls().getFirst().msgCount()).isOne();
    }

    /** Asterisk fills the correlation id with the Call-ID; another sender may name the other leg, or a session of both. */
    @Test
    void tiesLegsByACorrelationIdThatIsNotTheirCallId() {
        long time = CallScene.ANSWER;
        String other = scene.invite().replace(CallScene.CALL_ID, "second@10.0.1.1");
        report(time, seen(time, true).text(17, CallScene.CALL_ID).sip(7, scene.invite()));
        report(time, seen(time, true).text(17, "second@10.0.1.1").sip(7, other));
        assertThat(calls()).hasSize(2);
    }

    @Test
    void tiesLegsByACorrelationIdThatNamesTheOther() {
        long time = CallScene.ANSWER;
        String other = scene.invite().replace(CallScene.CALL_ID, "second@10.0.1.1");
        report(time, seen(time, true).sip(7, scene.invite()));
        report(time, seen(time, true).text(17, CallScene.CALL_ID).sip(7, other));
        assertThat(calls()).singleElement()
                .satisfies(call -> assertThat(call.legs()).hasSize(2).last()
                        .satisfies(leg -> assertThat(leg.toString()).contains("HEP correlation id")));
    }

    /** Their numbers begin anew when Asterisk restarts. */
    @Test
    void tiesNoLegsByNamesOfChannels() {
        long time = CallScene.ANSWER;
        String other = scene.invite().replace(CallScene.CALL_ID, "second@10.0.1.1");
        report(time, seen(time, true).text(17, "PJSIP/alice-00000001").sip(7, scene.invite()));
        report(time, seen(time, true).text(17, "PJSIP/alice-00000001").sip(7, other));
        assertThat(calls()).hasSize(2);
    }

    /** FreeSWITCH on a wildcard address. */
    @Test
    void showsACallOfWhichOneEndIsNotKnown() {
        long time = CallScene.ANSWER;
        report(time, HepBytes.of(17, Endpoint.ofV4(0x0a000101, 5060), Endpoint.ofV4(0, 5060), time).sip(7,
                scene.invite()));
        DialogView call = calls().getFirst();
        assertThat(call.hops()).containsExactly("UDP 10.0.1.1:5060 - 0.0.0.0:5060");
    }

    /** A sender sees no media: that none was seen says nothing. */
    @Test
    void claimsNoSilenceOfACallThatWasOnlyReported() {
        reportSignalling();
        otherMedia();
        assertThat(calls()).singleElement().satisfies(call -> {
            assertThat(call.state()).isEqualTo("Completed");
            assertThat(call.diagnosis().toString()).doesNotContain("no_media");
        });
    }

    /** The same, captured itself. */
    @Test
    void claimsSilenceOfACallThatWasCaptured() {
        scene.signalling();
        otherMedia();
        assertThat(calls().getFirst().diagnosis().toString()).contains("no_media");
    }

    private void reportSignalling() {
        long answer = CallScene.ANSWER;
        report(answer, seen(answer - 2 * CallScene.SECOND, true).sip(7, scene.invite()));
        report(answer, seen(answer, false).sip(7,
                scene.text("SIP/2.0 200 OK", 1, "INVITE", CallScene.sdp(scene.calleeMedia))));
        report(answer, seen(answer + CallScene.MS, true).sip(7, scene.text("ACK sip:b@h SIP/2.0", 1, "ACK", "")));
        report(CallScene.END, seen(CallScene.END, true).sip(7, scene.text("BYE sip:b@h SIP/2.0", 2, "BYE", "")));
        report(CallScene.END, seen(CallScene.END + CallScene.MS, false).sip(7,
                scene.text("SIP/2.0 200 OK", 2, "BYE", "")));
    }

    private void otherMedia() {
        for (int i = 0; i < 200; i++) {
            scene.wire.udp(CallScene.ANSWER + i * 20 * CallScene.MS, new Wire.Host(0x0a000901, 9000),
                    new Wire.Host(0x0a000902, 9000), CallScene.packet(99, i));
        }
    }

    /** The caller's media passed here, too: what the relay reports of it stands beside. */
    @Test
    void showsWhatASenderReportsOfMedia() {
        scene.signalling();
        scene.rtp(scene.callerMedia, scene.calleeMedia, 0x1111);
        long time = CallScene.ANSWER + CallScene.SECOND;
        report(time, HepBytes.of(17, Endpoint.ofV4(scene.calleeMedia.address(), 5001),
                Endpoint.ofV4(scene.callerMedia.address(), 4001), time).text(19, "relay").u8(11, 5)
                .text(15,
                        """
                                {"ssrc": 8738, "type": 200, "sender_information": {"packets": 77}, "report_blocks": [{"source_ssrc": 4369,
                                 "highest_seq_no": 9, "packets_lost": 16777215, "fraction_lost": 3, "ia_jitter": 160}]}""")
                .bytes());

        try (FoldBench bench = new FoldBench(folder)) {
            bench.fold(bench.add("hep.pcap", scene.wire.pcap(), "import"));
            bench.commit();
            List<StreamView> reported = bench.search().search(new QueryNode.MatchAll(), Row.REPORTED, null, 10).hits()
                    .stream().map(hit -> ViewJson.read(hit.display(), StreamView.class))
                    .sorted(Comparator.comparing(StreamView::ssrc)).toList();
            assertThat(reported).extracting(StreamView::ssrc).containsExactly("0x00001111", "0x00002222");
            assertThat(reported).extracting(StreamView::agent).containsOnly("import/relay");
            assertThat(reported).extracting(StreamView::noScoreReason).containsOnly("only reports of it came");
            RtcpView received = Objects.requireNonNull(reported.getFirst().rtcp());
            assertThat(received.cumulativeLost()).isEqualTo(-1);
            assertThat(received.fractionLost()).isEqualTo(3);
            RtcpView sent = Objects.requireNonNull(reported.getLast().rtcp());
            assertThat(sent.packetsSent()).isEqualTo(77);
            assertThat(reported.getLast().toward()).isEqualTo("caller");
            assertThat(bench.search().search(new QueryNode.MatchAll(), Row.STREAMS, null, 10).hits()).hasSize(1);
        }
    }
}
