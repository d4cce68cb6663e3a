package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.Due;
import java.util.List;

/** Puts a dialog and its media before all rules. */
public final class Diagnoser {
    private static final List<Rule> RULES = List.of(new FailureRule(), new AuthLoopRule(), new NoAckRule(),
            new IcmpRule(),
            new AbandonedRule(), new NoFinalAnswerRule(), new SlowPddRule(), new RetransmissionRule(),
            new ByeRejectedRule(), new RegistrationShortenedRule(), new PrivateAddressRule(), new EndNotSeenRule(),
            new HoldRule(), new TransferRule(), new FaxRule(), new MediaPresenceRule(), new LateMediaRule(),
            new NatRule(),
            new NegotiationRule(), new QualityRule());

    private Diagnoser() {}

    /** {@link #diagnose(Dialog, MediaEvidence, List, long)} without ICMP errors. */
    public static DiagnosisSummary diagnose(Dialog dialog, MediaEvidence media, long nowNs) {
        return diagnose(dialog, media, List.of(), nowNs);
    }

    /**
     * Judges a dialog.
     *
     * @param errors
     *            about packets of the dialog and its media
     * @param media
     *            {@link MediaEvidence#NONE} where none was captured
     * @param nowNs
     *            latest capture time of the vantage; the dialog's last message when that is later
     */
    public static DiagnosisSummary diagnose(Dialog dialog, MediaEvidence media, List<NetworkError> errors,
            long nowNs) {
        CallEvidence call = new CallEvidence(dialog, media, errors, Math.max(nowNs, dialog.updatedNs()));
        Findings findings = new Findings();
        RULES.forEach(rule -> rule.judge(call, findings));
        List<Diagnosis> diagnoses = findings.diagnoses();
        List<Unknown> unknowns = findings.unknowns();
        return new DiagnosisSummary(Verdict.of(call, diagnoses, unknowns), diagnoses, unknowns, due(call));
    }

    private static long due(CallEvidence call) {
        Dialog dialog = call.dialog();
        Long answered = dialog.answeredNs();
        long talk = answered == null || dialog.endedNs() != null ? 0 : answered + CallEvidence.MIN_TALK_NS;
        return Due.next(call.nowNs(), dialog.dueNs(), talk, RetransmissionRule.dueNs(call));
    }
}
