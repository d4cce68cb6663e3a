package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.LadderMessage;
import io.sipvault.indexer.dialog.Milestones;

/** A BYE that was refused: the call is over all the same (RFC 3261 15.1.1), but the two sides disagreed about it. */
final class ByeRejectedRule implements Rule {
    @Override
    public void judge(CallEvidence call, Findings findings) {
        Milestones milestones = call.dialog().milestones();
        Integer answer = milestones.byeAnswer();
        LadderMessage response = answer == null ? null : call.dialog().message(answer);
        if (response != null && response.status() >= 300) {
            findings.add(Problem.BYE_REJECTED, Severity.WARNING,
                    "The BYE was answered with " + (response.status() + " " + response.phrase()).strip() + ".",
                    "Check whether the other side had ended the call before, or lost it.",
                    Findings.messages(milestones.bye(), answer));
        }
    }
}
