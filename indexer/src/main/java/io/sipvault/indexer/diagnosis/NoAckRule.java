package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.Due;
import io.sipvault.indexer.dialog.LadderMessage;
import io.sipvault.indexer.dialog.Milestones;

/** An answer without its ACK for 64*T1 (RFC 3261 13.3.1.4), or one that was repeated in vain until the call ended. */
final class NoAckRule implements Rule {
    @Override
    public void judge(CallEvidence call, Findings findings) {
        Milestones milestones = call.dialog().milestones();
        Integer answer = milestones.answer();
        if (!call.isCall() || answer == null || milestones.ack() != null) {
            return;
        }
        if (call.talkNs() >= Due.TIMER_64_T1_NS || isRepeatedUntilEnd(call.dialog(), answer)) {
            long waitedNs = call.isTalking() ? Due.TIMER_64_T1_NS : call.talkNs();
            findings.add(Problem.NO_ACK, Severity.ERROR,
                    "The answer was never acknowledged: no ACK followed within " + Texts.secondsOfNs(waitedNs) + ".",
                    "Check whether the answer reached the caller: its Contact, Record-Route and the way back.",
                    Findings.messages(answer, milestones.bye()));
        }
    }

    private static boolean isRepeatedUntilEnd(Dialog dialog, int answer) {
        LadderMessage first = dialog.message(answer);
        return dialog.endedNs() != null && dialog.messages().stream()
                .anyMatch(message -> message.retransmission() && message.contentHash().equals(first.contentHash()));
    }
}
