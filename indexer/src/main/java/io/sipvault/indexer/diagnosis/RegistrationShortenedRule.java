package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.FinalAnswer;
import io.sipvault.indexer.dialog.Registration;

/** A registrar that granted less time than was asked for. */
final class RegistrationShortenedRule implements Rule {
    @Override
    public void judge(CallEvidence call, Findings findings) {
        Registration registration = call.dialog().registration();
        FinalAnswer answer = call.dialog().finalAnswer();
        if (registration == null || answer == null) {
            return;
        }
        Long asked = registration.requestedSec();
        Long granted = registration.grantedSec();
        if (asked != null && granted != null && granted > 0 && granted < asked) {
            findings.add(Problem.REGISTRATION_SHORTENED, Severity.INFO,
                    "The registration was asked for " + asked + " s and granted for " + granted + " s.",
                    "The client must refresh within the granted time; check that it does.",
                    Findings.messages(call.dialog().milestones().request(), answer.messageIndex()));
        }
    }
}
