package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.Due;
import io.sipvault.indexer.dialog.Milestones;

/** An INVITE that nobody decided within Timer C, RFC 3261 16.6. */
final class NoFinalAnswerRule implements Rule {
    @Override
    public void judge(CallEvidence call, Findings findings) {
        Dialog dialog = call.dialog();
        Milestones milestones = dialog.milestones();
        Integer request = milestones.request();
        boolean decided = dialog.finalAnswer() != null || dialog.isAnswered() || milestones.cancel() != null
                || milestones.bye() != null;
        if (!call.isCall() || request == null || decided) {
            return;
        }
        long waitedNs = call.nowNs() - dialog.message(request).timeNs();
        if (waitedNs >= Due.TIMER_C_NS) {
            findings.add(Problem.NO_FINAL_ANSWER, Severity.ERROR,
                    "The INVITE got no final answer within " + Due.TIMER_C_NS / 1_000_000_000L + " s.",
                    "Check the hop that the last response came from, and whether the capture stopped.",
                    Findings.messages(request, milestones.progress()));
        }
    }
}
