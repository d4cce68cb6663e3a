package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.DialogState;
import io.sipvault.indexer.dialog.FinalAnswer;
import io.sipvault.indexer.dialog.Registration;
import io.sipvault.indexer.dialog.Side;
import java.util.List;
import java.util.Optional;

/** Says in words how a dialog went. */
final class Verdict {
    private Verdict() {}

    static String of(CallEvidence call, List<Diagnosis> diagnoses, List<Unknown> unknowns) {
        StringBuilder text = new StringBuilder(outcome(call));
        Optional<Diagnosis> telling = diagnoses.stream().filter(Verdict::isTelling).findFirst()
                .or(() -> diagnoses.stream().filter(d -> d.problem() == Problem.TRANSFER).findFirst());
        telling
                .ifPresentOrElse(worst -> text.append(". ").append(worst.sentence()), () -> text.append('.'));
        if (diagnoses.stream().noneMatch(d -> d.severity() != Severity.INFO)) {
            text.append(unknowns.isEmpty() ? "" : " Not everything could be judged: " + unknowns.getFirst().sentence());
        }
        return text.toString();
    }

    /** The final status stands in the outcome already. */
    private static boolean isTelling(Diagnosis diagnosis) {
        return diagnosis.severity() != Severity.INFO && diagnosis.problem() != Problem.ABANDONED;
    }

    private static String since(Dialog dialog) {
        Long answered = dialog.answeredNs();
        return answered == null ? "" : " since " + Texts.time(answered);
    }

    private static String outcome(CallEvidence call) {
        Dialog dialog = call.dialog();
        return switch (dialog.state()) {
            case COMPLETED -> completed(dialog);
            case IN_CALL -> "In a call" + since(dialog);
            case TRANSFERRING -> "Being transferred to " + dialog.referTo();
            case CANCELLED -> dialog.endedBy() == Side.CALLER ? "Cancelled by the caller" : "Cancelled";
            case FAILED, REDIRECTED -> dialog.state().label() + status(dialog);
            case REGISTERED -> "Registered" + lifetime(dialog);
            case TRYING -> "Waiting for an answer to " + dialog.method();
            case EXPIRED -> expired(dialog);
            case RINGING, PENDING, ACTIVE, TERMINATED -> dialog.state().label();
        };
    }

    private static String completed(Dialog dialog) {
        if (!dialog.isAnswered()) {
            return DialogState.COMPLETED.label() + status(dialog);
        }
        String by = dialog.endedBy() == Side.UNKNOWN ? "" : ", ended by the " + dialog.endedBy().label();
        return "Completed after " + Texts.seconds(dialog.durationSec()) + by;
    }

    private static String status(Dialog dialog) {
        FinalAnswer answer = dialog.finalAnswer();
        return answer == null ? "" : " with " + (answer.status() + " " + answer.phrase()).strip();
    }

    /** Expires: 0 takes a registration back (RFC 3261 10.2.2). */
    private static String expired(Dialog dialog) {
        Registration registration = dialog.registration();
        boolean takenBack = registration != null && Long.valueOf(0).equals(registration.requestedSec());
        return takenBack ? "Unregistered by the client" : dialog.state().label();
    }

    private static String lifetime(Dialog dialog) {
        Registration registration = dialog.registration();
        return registration == null || registration.grantedSec() == null
                ? ""
                : " for " + registration.grantedSec() + " s";
    }
}
