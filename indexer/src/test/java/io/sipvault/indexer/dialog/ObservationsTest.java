package io.sipvault.indexer.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObservationsTest {
    private static SipScript call(String vantage) {
        return SipScript.call("call-1", vantage).sdp("192.0.2.1", 4000).invite().at(500).retransmit().at(512).trying()
                .at(800).ringing().at(2000).sdp("198.51.100.2", 6000).ok("INVITE").at(2000.2).mirror().at(2040).ack()
                .at(9000).bye().at(9050).ok();
    }

    private static Dialog fold(List<WitnessedMessage> messages) {
        return DialogFolder.fold(new DialogKey("call-1", UsageKind.INVITE), messages, 0);
    }

    private static List<WitnessedMessage> join(List<WitnessedMessage> a, List<WitnessedMessage> b) {
        List<WitnessedMessage> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    @Test
    void countsRetransmissionsButNotMirroredCopies() {
        Dialog dialog = call("import").fold();
        assertThat(dialog.messageCount()).isEqualTo(9);
        assertThat(dialog.retransmits()).isEqualTo(1);
        assertThat(dialog.messages()).filteredOn(LadderMessage::mirrored).singleElement()
                .satisfies(copy -> assertThat(copy.timeNs()).isEqualTo(SipScript.START_NS + 2_000_200_000L));
    }

    @Test
    void takesTheSamePacketLaterForARetransmission() {
        assertThat(SipScript.call().invite().at(1).mirror().fold().retransmits()).isZero();
        assertThat(SipScript.call().invite().at(1.001).mirror().fold().retransmits()).isEqualTo(1);
        assertThat(SipScript.call().invite().at(0.5).retransmit().fold().retransmits()).isEqualTo(1);
    }

    @Test
    void countsHopCopiesAsMessagesAndNotAsRetransmissions() {
        Dialog dialog = SipScript.call().addresses(SipScript.CALLER, SipScript.PROXY).invite().at(1)
                .hop("out", SipScript.PROXY, SipScript.CALLEE).forward("INVITE").fold();
        assertThat(dialog.messageCount()).isEqualTo(2);
        assertThat(dialog.retransmits()).isZero();
        assertThat(dialog.hops()).hasSize(2);
        assertThat(dialog.messages()).extracting(LadderMessage::transactionId).containsExactly(0, 1);
    }

    @Test
    void givesTheSameWhateverTheOrder() {
        List<WitnessedMessage> all = join(call("import").messages(), call("import").alsoSeenBy("sbc", 3_000_000));
        Dialog expected = fold(all);
        for (long seed = 0; seed < 50; seed++) {
            List<WitnessedMessage> shuffled = new ArrayList<>(all);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(fold(shuffled)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void countsRepeatedPiecesOnce() {
        SipScript script = call("import");
        Dialog once = script.fold();
        assertThat(fold(join(script.messages(), script.messages()))).isEqualTo(once);
        Dialog pieces = fold(join(script.messages(), script.inChunk("piece").subList(2, 6)));
        assertThat(pieces).usingRecursiveComparison().ignoringFields("messages.sightings.sources").isEqualTo(once);
        assertThat(pieces.message(2).sightings().getFirst().sources()).hasSize(2);
    }

    @Test
    void takesAnotherVantageForAWitness() {
        SipScript script = call("import");
        Dialog dialog = fold(join(script.messages(), script.alsoSeenBy("sbc", 40_000_000)));
        assertThat(dialog.messageCount()).isEqualTo(9);
        assertThat(dialog.retransmits()).isEqualTo(1);
        assertThat(dialog.messages()).hasSize(9).allSatisfy(message -> assertThat(message.sightings())
                .extracting(Sighting::vantage).containsExactly("import", "sbc"));
        assertThat(dialog.timing()).isEqualTo(script.fold().timing());
    }

    @Test
    void matchesTheRetransmissionThatBothVantagesSaw() {
        SipScript script = SipScript.call().invite().at(500).retransmit().at(1500).retransmit();
        List<WitnessedMessage> second = script.alsoSeenBy("sbc", 10_000_000).subList(1, 2);
        Dialog dialog = DialogFolder.fold(script.key(UsageKind.INVITE), join(script.messages(), second), 0);
        assertThat(dialog.messages()).extracting(message -> message.sightings().size()).containsExactly(1, 2, 1);
    }

    @Test
    void countsTheVantageThatSawMostAndShowsWhatOnlyAnotherSaw() {
        SipScript script = SipScript.call("call-1", "edge").invite().at(900).ok("INVITE").at(950).ack();
        List<WitnessedMessage> end = call("core").messages().subList(7, 9);
        Dialog dialog = fold(join(script.messages(), end));
        assertThat(dialog.vantages()).containsExactly("edge", "core");
        assertThat(dialog.messageCount()).isEqualTo(3);
        assertThat(dialog.messages()).hasSize(5);
        assertThat(dialog.state()).isEqualTo(DialogState.COMPLETED);
    }

    @Test
    void measuresNoIntervalAcrossTwoClocks() {
        List<WitnessedMessage> invite = SipScript.call("call-1", "edge").invite().at(5).trying().messages();
        List<WitnessedMessage> answer = SipScript.call("call-1", "core").invite().at(700).ok("INVITE").messages()
                .subList(1, 2);
        Dialog dialog = fold(join(invite, answer));
        assertThat(dialog.state()).isEqualTo(DialogState.IN_CALL);
        assertThat(dialog.timing().setupMs()).isNull();
        assertThat(dialog.timing().tryingDelayMs()).isEqualTo(5L);
    }
}
