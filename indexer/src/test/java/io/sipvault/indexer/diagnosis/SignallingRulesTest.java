package io.sipvault.indexer.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.Sdp;
import io.sipvault.indexer.dialog.SipScript;
import io.sipvault.ingest.transport.Endpoint;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignallingRulesTest {
    private static final String CONTACT = "<sip:alice@192.0.2.1>";

    private static SipScript ringing() {
        return SipScript.call().invite().at(12).trying().at(847).ringing();
    }

    private static SipScript answered() {
        return ringing().at(2000).ok("INVITE").at(2040).ack();
    }

    private static DiagnosisSummary diagnose(SipScript script, long nowMilliseconds) {
        Dialog dialog = script.foldAt(nowMilliseconds);
        return Diagnoser.diagnose(dialog, MediaEvidence.NONE, SipScript.ns(nowMilliseconds));
    }

    private static DiagnosisSummary diagnose(SipScript script) {
        return diagnose(script, 0);
    }

    private static Diagnosis only(DiagnosisSummary summary, Problem problem) {
        List<Diagnosis> found = summary.diagnoses().stream().filter(d -> d.problem() == problem).toList();
        assertThat(found).as("findings of %s in %s", problem, summary.diagnoses()).hasSize(1);
        return found.getFirst();
    }

    private static List<Evidence> messages(int... indexes) {
        return Arrays.stream(indexes).mapToObj(i -> (Evidence) new Evidence.OfMessage(i)).toList();
    }

    @Test
    void findsNothingInAGoodCall() {
        DiagnosisSummary summary = diagnose(answered().at(10_200).bye().at(10_240).ok());
        assertThat(summary.diagnoses()).isEmpty();
        assertThat(summary.summary()).startsWith("Completed after 8.2 s, ended by the caller.");
        assertThat(summary.dueNs()).isZero();
    }

    @Test
    void explainsAFinalFailureWithReasonAndWarning() {
        DiagnosisSummary summary = diagnose(ringing().at(900).with("Reason: Q.850;cause=34")
                .with("Warning: 399 gw \"trunk down\"").respond("INVITE", 503, "Service Unavailable"));
        Diagnosis failure = only(summary, Problem.FINAL_FAILURE);
        assertThat(failure.severity()).isEqualTo(Severity.ERROR);
        assertThat(failure.sentence()).contains("503 Service Unavailable", "Q.850;cause=34", "trunk down");
        assertThat(failure.advice()).contains("trunk");
        assertThat(failure.evidence()).isEqualTo(messages(0, 3));
        assertThat(summary.summary()).startsWith("Failed with 503 Service Unavailable.");
    }

    @Test
    void takesABusyPartyForInformation() {
        Diagnosis busy = only(diagnose(ringing().respond("INVITE", 486, "Busy Here")), Problem.FINAL_FAILURE);
        assertThat(busy.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void findsAnAuthenticationLoopFromThreeChallengesOn() {
        SipScript script = SipScript.call();
        for (int i = 0; i < 2; i++) {
            script.at(i * 100).invite().at(i * 100 + 10).respond(407, "Auth").at(i * 100 + 20).ackOfFailure();
        }
        assertThat(diagnose(script).has(Problem.AUTH_LOOP)).isFalse();
        script.at(200).invite().at(210).respond(407, "Auth").at(220).ackOfFailure();
        assertThat(only(diagnose(script), Problem.AUTH_LOOP).evidence()).isEqualTo(messages(1, 4, 7));
        script.at(300).invite().at(310).ok("INVITE").at(320).ack();
        assertThat(diagnose(script).has(Problem.AUTH_LOOP)).isFalse();
    }

    @Test
    void findsAnAnswerWithoutAckAfter32Seconds() {
        SipScript script = ringing().at(2000).ok("INVITE");
        assertThat(diagnose(script, 33_999).has(Problem.NO_ACK)).isFalse();
        assertThat(only(diagnose(script, 34_000), Problem.NO_ACK).evidence()).isEqualTo(messages(3));
        assertThat(diagnose(answered(), 60_000).has(Problem.NO_ACK)).isFalse();
    }

    @Test
    void missesTheAckOfAShortCallOnlyWhenTheAnswerWasRepeated() {
        assertThat(diagnose(ringing().at(2000).ok("INVITE").at(9000).bye().at(9010).ok()).has(Problem.NO_ACK))
                .isFalse();
        assertThat(diagnose(ringing().at(2000).ok("INVITE").at(2500).retransmit().at(9000).bye().at(9010).ok())
                .has(Problem.NO_ACK)).isTrue();
    }

    @Test
    void saysThatTheCallerGaveUp() {
        Diagnosis rang = only(diagnose(ringing().at(12_300).cancel().at(12_310).ok("CANCEL").at(12_320)
                .respond("INVITE", 487, "Request Terminated").ackOfFailure()), Problem.ABANDONED);
        assertThat(rang.severity()).isEqualTo(Severity.INFO);
        assertThat(rang.sentence()).contains("12.3 s");
        Diagnosis silent = only(diagnose(SipScript.call().invite().at(5).trying().at(9000).cancel().at(9001)
                .ok("CANCEL")), Problem.ABANDONED);
        assertThat(silent.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void findsAnInviteWithoutFinalAnswerAfterTimerC() {
        assertThat(diagnose(ringing(), 179_999).has(Problem.NO_FINAL_ANSWER)).isFalse();
        assertThat(only(diagnose(ringing(), 180_000), Problem.NO_FINAL_ANSWER).evidence()).isEqualTo(messages(0, 2));
        assertThat(diagnose(answered(), 180_000).has(Problem.NO_FINAL_ANSWER)).isFalse();
    }

    @Test
    void findsASlowPostDialDelayOver11Seconds() {
        SipScript limit = SipScript.call().invite().at(11_000).ringing();
        assertThat(diagnose(limit).has(Problem.SLOW_PDD)).isFalse();
        SipScript slow = SipScript.call().invite().at(11_001).ringing();
        assertThat(only(diagnose(slow), Problem.SLOW_PDD).evidence()).isEqualTo(messages(0, 1));
    }

    @Test
    void findsRetransmissionsWithoutAnswer() {
        DiagnosisSummary summary = diagnose(SipScript.call().invite().at(500).retransmit().at(1500).retransmit());
        Diagnosis silent = only(summary, Problem.RETRANSMISSIONS);
        assertThat(silent.severity()).isEqualTo(Severity.ERROR);
        assertThat(silent.sentence()).contains("sent 3 times", "198.51.100.2:5060");
        assertThat(silent.evidence()).isEqualTo(messages(0, 1, 2));
        assertThat(diagnose(SipScript.call().invite().at(0.2).mirror()).has(Problem.RETRANSMISSIONS)).isFalse();
    }

    @Test
    void findsARequestWithoutAnyResponseAfter32Seconds() {
        SipScript script = SipScript.call().request("OPTIONS", false);
        assertThat(diagnose(script, 31_999).diagnoses()).isEmpty();
        assertThat(diagnose(script, 31_999).dueNs()).isEqualTo(SipScript.ns(32_000));
        assertThat(diagnose(script, 32_000).has(Problem.NO_RESPONSE)).isTrue();
    }

    @Test
    void findsManyRetransmissionsInAnAnsweredCall() {
        SipScript script = SipScript.call().invite();
        for (int i = 1; i <= 4; i++) {
            script.at(i * 500).retransmit();
        }
        assertThat(diagnose(script.at(3000).trying()).has(Problem.RETRANSMISSIONS)).isFalse();
        Diagnosis many = only(diagnose(script.at(3100).ringing().at(3600).retransmit()), Problem.RETRANSMISSIONS);
        assertThat(many.severity()).isEqualTo(Severity.WARNING);
        assertThat(many.evidence()).hasSize(5);
    }

    @Test
    void findsARejectedBye() {
        SipScript script = answered().at(9000).bye().at(9020).respond(481, "Call/Transaction Does Not Exist");
        assertThat(only(diagnose(script), Problem.BYE_REJECTED).evidence()).isEqualTo(messages(5, 6));
        SipScript challenged = answered().at(9000).bye().at(9020).respond(407, "Auth").at(9030).bye().at(9050).ok();
        assertThat(diagnose(challenged).has(Problem.BYE_REJECTED)).isFalse();
    }

    @Test
    void findsARejectedRegistration() {
        DiagnosisSummary summary = diagnose(SipScript.call().register(CONTACT).at(9).respond(403, "Forbidden"));
        assertThat(only(summary, Problem.REGISTRATION_REJECTED).severity()).isEqualTo(Severity.ERROR);
        assertThat(summary.has(Problem.FINAL_FAILURE)).isFalse();
    }

    @Test
    void findsAShortenedRegistration() {
        SipScript shortened = SipScript.call().register(CONTACT + ";expires=3600").at(9)
                .with("Contact: " + CONTACT + ";expires=60").ok();
        assertThat(only(diagnose(shortened), Problem.REGISTRATION_SHORTENED).sentence()).contains("3600 s", "60 s");
        assertThat(diagnose(shortened).summary()).startsWith("Registered for 60 s");
        SipScript whole = SipScript.call().register(CONTACT + ";expires=60").at(9).ok();
        assertThat(diagnose(whole).has(Problem.REGISTRATION_SHORTENED)).isFalse();
    }

    @Test
    void findsAPrivateMediaAddressAcrossPublicSignalling() {
        DiagnosisSummary summary = diagnose(SipScript.call().sdp("192.168.1.5", 4000).invite());
        assertThat(only(summary, Problem.PRIVATE_ADDRESS).sentence()).contains("caller", "192.168.1.5");
        Endpoint a = SipScript.endpoint("10.0.0.1", 5060);
        Endpoint b = SipScript.endpoint("10.0.0.2", 5060);
        SipScript inside = SipScript.call().addresses(a, b).sdp("192.168.1.5", 4000).invite();
        assertThat(diagnose(inside).has(Problem.PRIVATE_ADDRESS)).isFalse();
    }

    @Test
    void tellsOfHoldAndResume() {
        SipScript script = SipScript.call().sdp("192.0.2.1", 4000).invite().at(50).sdp("198.51.100.2", 6000)
                .ok("INVITE").at(60).ack().at(5000).sdp("192.0.2.1", 4000, "sendonly").reinvite().at(5010)
                .sdp("198.51.100.2", 6000, "recvonly").ok().at(5020).ack();
        assertThat(only(diagnose(script), Problem.HOLD).sentence()).contains("caller", "5.0 s", "did not resume");
        script.at(25_500).sdp("192.0.2.1", 4000).reinvite().at(25_510).sdp("198.51.100.2", 6000).ok();
        assertThat(only(diagnose(script), Problem.HOLD).sentence()).contains("for 20.5 s");
        assertThat(only(diagnose(script), Problem.HOLD).evidence()).isEqualTo(messages(3, 6));
    }

    @Test
    void tellsOfASwitchToFaxAndOfARefusedOne() {
        String fax = Sdp.media("192.0.2.1", "image 4002 udptl t38");
        SipScript switched = answered().at(5000).body("application/sdp", fax).reinvite().at(5020)
                .body("application/sdp", fax).ok();
        assertThat(diagnose(switched).has(Problem.T38_SWITCH)).isTrue();
        SipScript refused = answered().at(5000).body("application/sdp", fax).reinvite().at(5020)
                .respond(488, "Not Acceptable Here");
        assertThat(diagnose(refused).has(Problem.T38_REFUSED)).isTrue();
        assertThat(diagnose(refused).has(Problem.T38_SWITCH)).isFalse();
    }

    @Test
    void saysWhatItCouldNotSee() {
        DiagnosisSummary ended = diagnose(answered(), 100_000_000);
        assertThat(ended.has(Problem.END_NOT_SEEN)).isTrue();
        DiagnosisSummary begun = diagnose(SipScript.call().bye().at(9).ok());
        assertThat(begun.unknown()).extracting(Unknown::subject).contains("beginning");
        assertThat(begun.summary()).contains("Not everything could be judged");
    }

    @Test
    void ordersFindingsByTheirSeverity() {
        SipScript script = SipScript.call().sdp("192.168.1.5", 4000).invite().at(500).retransmit();
        assertThat(diagnose(script).diagnoses()).extracting(Diagnosis::severity).containsExactly(Severity.ERROR,
                Severity.WARNING);
    }
}
