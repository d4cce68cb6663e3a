package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.Milestones;

/** Says where a dialog was judged without its beginning or its end. */
final class EndNotSeenRule implements Rule {
    @Override
    public void judge(CallEvidence call, Findings findings) {
        Dialog dialog = call.dialog();
        Milestones milestones = dialog.milestones();
        if (!dialog.isActive() && !dialog.endSeen()) {
            findings.add(Problem.END_NOT_SEEN, Severity.INFO,
                    "Its end was not seen: nothing came for 24 hours after the last message.",
                    "Check whether the capture has a gap there.", Findings.messages(dialog.messages().size() - 1));
        }
        if (call.isCall() && milestones.request() == null && !dialog.method().equals("REFER")) {
            findings.unknown("beginning", "The INVITE that began the call was not captured.");
        }
    }
}
