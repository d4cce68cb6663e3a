package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.DialogState;
import io.sipvault.indexer.dialog.Milestones;

/** The caller gave up before an answer: worse when nothing rang. */
final class AbandonedRule implements Rule {
    @Override
    public void judge(CallEvidence call, Findings findings) {
        Milestones milestones = call.dialog().milestones();
        Integer cancel = milestones.cancel();
        if (!call.isCall() || cancel == null || call.dialog().state() != DialogState.CANCELLED) {
            return;
        }
        boolean rang = milestones.progress() != null;
        Integer request = milestones.request();
        long fromNs = request == null ? call.dialog().startNs() : call.dialog().message(request).timeNs();
        findings.add(Problem.ABANDONED, rang ? Severity.INFO : Severity.WARNING,
                "The caller gave up after " + Texts.secondsOfNs(call.dialog().message(cancel).timeNs() - fromNs)
                        + (rang ? " of ringing or announcement." : " without hearing that it rang."),
                rang ? "" : "Find out which hop did not pass the call on.", Findings.messages(request, cancel));
    }
}
