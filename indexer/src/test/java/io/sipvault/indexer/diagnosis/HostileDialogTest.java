package io.sipvault.indexer.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.DialogFolder;
import io.sipvault.indexer.dialog.SipScript;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileDialogTest {
    private static SipScript script() {
        return SipScript.call().sdp("192.0.2.1", 4000).invite().at(10).respond(407, "Auth").at(20).ackOfFailure().at(30)
                .sdp("192.0.2.1", 4000).invite().at(50).ringing().at(900).sdp("198.51.100.2", 6000).ok("INVITE").at(950)
                .ack().at(2000).refer("sip:carol@example.com").at(2010).ok().at(2100).fromCallee()
                .notifyTransfer("terminated", "SIP/2.0 200 OK").at(2200).register("<sip:a@b>;expires=60").at(2210).ok()
                .at(2300).with("Event: presence").request("SUBSCRIBE", false).at(2310).ok().at(9000).bye().at(9010)
                .respond(481, "Gone");
    }

    private static WitnessedMessage damaged(WitnessedMessage message, Random random) {
        SipObservation o = message.observation();
        byte[] bytes = o.text().clone();
        for (int i = random.nextInt(12); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        SipObservation changed = new SipObservation(o.timeNs(), o.flow(), o.ipId(), length,
                Hash128.of(bytes, 0, length),
                o.packetOffsets(), bytes);
        return new WitnessedMessage(message.vantage(), message.chunkId(), changed, SipMessage.parse(bytes, 0, length));
    }

    private static List<DiagnosisSummary> judge(List<WitnessedMessage> messages) {
        List<DiagnosisSummary> verdicts = new ArrayList<>();
        for (Dialog dialog : DialogFolder.foldAll("call", messages, 0)) {
            verdicts.add(Diagnoser.diagnose(dialog, MediaEvidence.NONE, 0));
        }
        return verdicts;
    }

    @Test
    void judgesDamagedMessagesWithoutFailingAndWhateverTheirOrder() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<WitnessedMessage> messages = new ArrayList<>();
            script().messages().forEach(message -> messages.add(damaged(message, random)));
            List<DiagnosisSummary> verdicts = judge(messages);
            Collections.shuffle(messages, random);
            assertThat(judge(messages)).as("seed %d", seed).isEqualTo(verdicts).isNotEmpty();
        }
    }
}
