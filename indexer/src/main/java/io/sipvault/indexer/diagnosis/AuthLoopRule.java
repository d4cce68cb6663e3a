package io.sipvault.indexer.diagnosis;

import java.util.List;

/** Challenge after challenge without a success between. */
final class AuthLoopRule implements Rule {
    static final int MIN_CHALLENGES = 3;

    @Override
    public void judge(CallEvidence call, Findings findings) {
        List<Integer> challenges = call.dialog().milestones().challenges();
        if (challenges.size() >= MIN_CHALLENGES) {
            findings.add(Problem.AUTH_LOOP, Severity.ERROR,
                    "Credentials were asked for " + challenges.size() + " times and never accepted.",
                    "Check the password, and whether realm and nonce of the challenge return in the next request.",
                    Findings.messages(challenges.toArray(Integer[]::new)));
        }
    }
}
