package io.sipvault.indexer.diagnosis;

/** The caller waited longer for any sign than ITU-T E.721 allows for international calls at normal load. */
final class SlowPddRule implements Rule {
    static final long LIMIT_MS = 11_000;

    @Override
    public void judge(CallEvidence call, Findings findings) {
        Long pddMs = call.dialog().timing().pddMs();
        if (pddMs != null && pddMs > LIMIT_MS) {
            findings.add(Problem.SLOW_PDD, Severity.WARNING,
                    "It took " + Texts.seconds(pddMs / 1e3) + " until the first sign of ringing.",
                    "See on which hop the INVITE or the first 18x waited.",
                    Findings.messages(call.dialog().milestones().request(), call.dialog().milestones().progress()));
        }
    }
}
