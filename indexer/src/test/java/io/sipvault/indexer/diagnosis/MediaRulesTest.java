package io.sipvault.indexer.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.Sdp;
import io.sipvault.indexer.dialog.Side;
import io.sipvault.indexer.dialog.SipScript;
import io.sipvault.ingest.transport.Endpoint;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MediaRulesTest {
    private static final Endpoint CALLER = SipScript.endpoint("192.0.2.1", 4000);
    private static final Endpoint CALLEE = SipScript.endpoint("198.51.100.2", 6000);
    private static final MediaStream TO_CALLEE = stream("a", CALLER, CALLEE, Side.CALLEE);
    private static final MediaStream TO_CALLER = stream("b", CALLEE, CALLER, Side.CALLER);

    private static MediaStream stream(String id, Endpoint source, Endpoint destination, Side toward) {
        return new MediaStream(id, 1, "audio", source, destination, toward, 400, 18, SipScript.ns(2100),
                SipScript.ns(10_000), "PCMU", 0, 1, 1, 4.4, Set.of(0), 20.0);
    }

    private static MediaStream quality(double lossPct, double jitterMs, double burstRatio, double mos) {
        return new MediaStream("b", 1, "audio", CALLEE, CALLER, Side.CALLER, 400, 18, SipScript.ns(2100),
                SipScript.ns(10_000), "PCMU", lossPct, jitterMs, burstRatio, mos, Set.of(0), 20.0);
    }

    private static MediaStream coded(String codec, Set<Integer> payloadTypes, double ptimeMs) {
        return new MediaStream("b", 1, "audio", CALLEE, CALLER, Side.CALLER, 400, 18, SipScript.ns(2100),
                SipScript.ns(10_000), codec, 0, 1, 1, null, payloadTypes, ptimeMs);
    }

    private static MediaStream beginning(long milliseconds) {
        return new MediaStream("b", 1, "audio", CALLEE, CALLER, Side.CALLER, 400, 18, SipScript.ns(milliseconds),
                SipScript.ns(10_000), "PCMU", 0, 1, 1, 4.4, Set.of(0), 20.0);
    }

    private static SipScript answered(String callerMode, String calleeMode) {
        return SipScript.call().sdp("192.0.2.1", 4000, callerMode).invite().at(500).ringing().at(2000)
                .sdp("198.51.100.2", 6000, calleeMode).ok("INVITE").at(2040).ack();
    }

    private static Dialog call() {
        return answered("sendrecv", "sendrecv").at(12_200).bye().at(12_240).ok().fold();
    }

    private static DiagnosisSummary diagnose(Dialog dialog, boolean rtpSeen, MediaStream... streams) {
        return Diagnoser.diagnose(dialog, new MediaEvidence(rtpSeen, List.of(streams)), 0);
    }

    private static Diagnosis first(DiagnosisSummary summary) {
        assertThat(summary.diagnoses()).isNotEmpty();
        return summary.diagnoses().getFirst();
    }

    @Test
    void findsNothingWhereBothSidesHeardEachOther() {
        DiagnosisSummary summary = diagnose(call(), true, TO_CALLEE, TO_CALLER);
        assertThat(summary.diagnoses()).isEmpty();
        assertThat(summary.unknown()).isEmpty();
        assertThat(summary.summary()).isEqualTo("Completed after 10.2 s, ended by the caller.");
    }

    @Test
    void findsNoMediaOnlyWhereMediaWasCaptured() {
        DiagnosisSummary silent = diagnose(call(), true);
        assertThat(silent.noMedia()).isTrue();
        assertThat(first(silent).evidence()).containsExactly(new Evidence.OfMessage(0), new Evidence.OfMessage(2));
        DiagnosisSummary blind = diagnose(call(), false);
        assertThat(blind.noMedia()).isFalse();
        assertThat(blind.unknown()).extracting(Unknown::subject).containsExactly("media");
        assertThat(blind.summary()).contains("Media was not captured at this point");
    }

    @Test
    void missesNoMediaInCallsThatHadNoTimeForIt() {
        Dialog brief = answered("sendrecv", "sendrecv").at(4900).bye().at(4910).ok().fold();
        assertThat(diagnose(brief, true).noMedia()).isFalse();
        Dialog unanswered = SipScript.call().sdp("192.0.2.1", 4000).invite().at(500).ringing().foldAt(60_000);
        assertThat(diagnose(unanswered, true).noMedia()).isFalse();
    }

    @Test
    void judgesACallThatStillGoesOnWhenItIsDue() {
        Dialog dialog = answered("sendrecv", "sendrecv").fold();
        MediaEvidence nothing = new MediaEvidence(true, List.of());
        DiagnosisSummary early = Diagnoser.diagnose(dialog, nothing, SipScript.ns(2040));
        assertThat(early.noMedia()).isFalse();
        assertThat(early.dueNs()).isEqualTo(SipScript.ns(5000));
        assertThat(Diagnoser.diagnose(dialog, nothing, SipScript.ns(5000)).noMedia()).isTrue();
    }

    @Test
    void findsOneWayAudioInEitherDirection() {
        DiagnosisSummary deafCallee = diagnose(call(), true, TO_CALLER);
        assertThat(deafCallee.oneWayAudio()).isTrue();
        assertThat(first(deafCallee).sentence()).contains("The callee heard nothing", "198.51.100.2:6000");
        assertThat(first(deafCallee).evidence()).contains(new Evidence.OfStream("b"));
        assertThat(deafCallee.summary()).startsWith("Completed after 10.2 s, ended by the caller. The callee heard");
        DiagnosisSummary deafCaller = diagnose(call(), true, TO_CALLEE);
        assertThat(first(deafCaller).sentence()).contains("The caller heard nothing", "192.0.2.1:4000");
    }

    @Test
    void expectsAudioOnlyWhereItWasAgreed() {
        Dialog announcement = answered("recvonly", "sendonly").at(12_000).bye().at(12_010).ok().fold();
        assertThat(diagnose(announcement, true, TO_CALLER).diagnoses()).isEmpty();
        assertThat(diagnose(announcement, true, TO_CALLEE).oneWayAudio()).isTrue();
        assertThat(diagnose(announcement, true).noMedia()).isTrue();
        Dialog silent = answered("inactive", "inactive").at(12_000).bye().at(12_010).ok().fold();
        assertThat(diagnose(silent, true).diagnoses()).isEmpty();
    }

    @Test
    void doesNotJudgeAStreamOfUnknownDirection() {
        MediaStream unplaced = stream("c", CALLER, SipScript.endpoint("203.0.113.7", 9000), Side.UNKNOWN);
        DiagnosisSummary summary = diagnose(call(), true, TO_CALLER, unplaced);
        assertThat(summary.oneWayAudio()).isFalse();
        assertThat(summary.unknown()).hasSize(1);
    }

    @Test
    void saysSoWhereOneDescriptionIsMissing() {
        Dialog half = SipScript.call().invite().at(900).sdp("198.51.100.2", 6000).ok("INVITE").at(950).ack().at(9000)
                .bye().fold();
        assertThat(diagnose(half, true).unknown()).extracting(Unknown::subject).containsExactly("media");
    }

    @Test
    void findsTheHopBehindARelayThatGetsNothing() {
        Endpoint relay = SipScript.endpoint("203.0.113.9", 8000);
        MediaStream relayed = stream("c", CALLEE, relay, Side.CALLER);
        DiagnosisSummary summary = diagnose(call(), true, relayed, stream("d", CALLER, relay, Side.CALLEE));
        assertThat(summary.oneWayAudio()).isTrue();
        assertThat(first(summary).sentence()).contains("On the hop to 192.0.2.1:4000");
    }

    @Test
    void findsMediaThatComesLateAfterTheAnswer() {
        assertThat(diagnose(call(), true, TO_CALLEE, beginning(2500)).diagnoses()).isEmpty();
        DiagnosisSummary late = diagnose(call(), true, TO_CALLEE, beginning(3700));
        assertThat(late.has(Problem.LATE_MEDIA)).isTrue();
        assertThat(first(late).sentence()).contains("caller", "1.7 s");
        assertThat(diagnose(call(), true, TO_CALLEE, beginning(700)).diagnoses()).isEmpty();
    }

    @Test
    void findsMediaFromAnotherAddressThanDescribed() {
        MediaStream natted = stream("a", SipScript.endpoint("203.0.113.5", 31_000), CALLEE, Side.CALLEE);
        DiagnosisSummary summary = diagnose(call(), true, natted, TO_CALLER);
        assertThat(summary.natMismatch()).isTrue();
        assertThat(first(summary).sentence()).contains("192.0.2.1:4000", "203.0.113.5:31000");
        MediaStream otherPort = stream("a", CALLER.withPort(5555), CALLEE, Side.CALLEE);
        assertThat(diagnose(call(), true, otherPort, TO_CALLER).natMismatch()).isFalse();
    }

    @Test
    void expectsOtherAddressesWhereIceFindsThem() {
        String sdp = Sdp.media("10.0.0.9", "audio 4000 RTP/AVP 0", "a=candidate:1 1 UDP 1 203.0.113.5 31000 typ srflx");
        Dialog dialog = SipScript.call().body("application/sdp", sdp).invite().at(2000).sdp("198.51.100.2", 6000)
                .ok("INVITE").at(2040).ack().at(12_200).bye().fold();
        MediaStream natted = stream("a", SipScript.endpoint("203.0.113.5", 31_000), CALLEE, Side.CALLEE);
        DiagnosisSummary summary = diagnose(dialog, true, natted,
                stream("b", CALLEE, SipScript.endpoint("203.0.113.5", 31_000), Side.CALLER));
        assertThat(summary.natMismatch()).isFalse();
        assertThat(summary.has(Problem.PRIVATE_ADDRESS)).isFalse();
    }

    @Test
    void findsDirectionsThatDoNotFit() {
        assertThat(diagnose(call(), true, TO_CALLEE, coded("PCMA", Set.of(0), 20)).has(Problem.CODEC_MISMATCH))
                .isTrue();
        assertThat(diagnose(call(), true, TO_CALLEE, coded("CN", Set.of(0), 20)).diagnoses()).isEmpty();
        assertThat(diagnose(call(), true, TO_CALLEE, coded("PCMU", Set.of(0), 30)).has(Problem.PTIME_MISMATCH))
                .isTrue();
        assertThat(diagnose(call(), true, TO_CALLEE, coded("PCMU", Set.of(0, 101), 20)).diagnoses()).isEmpty();
        DiagnosisSummary strange = diagnose(call(), true, TO_CALLEE, coded("PCMU", Set.of(0, 96), 20));
        assertThat(first(strange).problem()).isEqualTo(Problem.PAYLOAD_TYPE_MISMATCH);
        assertThat(first(strange).sentence()).contains("[96]");
    }

    @Test
    void findsLossJitterAndBurstsFromTheirLimitsOn() {
        assertThat(diagnose(call(), true, TO_CALLEE, quality(0.99, 29.9, 9, 3.6)).diagnoses()).isEmpty();
        DiagnosisSummary some = diagnose(call(), true, TO_CALLEE, quality(1, 30, 2, 3.5));
        assertThat(some.diagnoses()).extracting(Diagnosis::problem).containsExactly(Problem.LOSS, Problem.BURST_LOSS,
                Problem.JITTER, Problem.LOW_MOS);
        assertThat(some.diagnoses()).extracting(Diagnosis::severity).containsOnly(Severity.WARNING);
        DiagnosisSummary heavy = diagnose(call(), true, TO_CALLEE, quality(5, 60, 1, 2.5));
        assertThat(heavy.diagnoses()).extracting(Diagnosis::severity).containsOnly(Severity.ERROR);
    }

    @Test
    void judgesTheSameWhateverTheOrderOfStreams() {
        MediaStream lossy = quality(6, 70, 3, 2);
        assertThat(diagnose(call(), true, lossy, TO_CALLEE)).isEqualTo(diagnose(call(), true, TO_CALLEE, lossy));
    }
}
