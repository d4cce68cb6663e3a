package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.DialogState;
import io.sipvault.indexer.dialog.FinalAnswer;
import io.sipvault.indexer.dialog.UsageKind;
import org.jspecify.annotations.Nullable;

/** The final failure of a request, with the Reason and Warning that came with it. */
final class FailureRule implements Rule {
    @Override
    public void judge(CallEvidence call, Findings findings) {
        FinalAnswer answer = call.dialog().finalAnswer();
        if (call.dialog().state() != DialogState.FAILED || answer == null) {
            return;
        }
        StatusMeaning meaning = StatusMeaning.of(answer.status());
        FinalAnswer cause = call.dialog().cause();
        boolean register = call.dialog().kind() == UsageKind.REGISTER;
        findings.add(register ? Problem.REGISTRATION_REJECTED : Problem.FINAL_FAILURE,
                register ? Severity.ERROR : severity(meaning, cause), sentence(call.dialog(), answer, meaning, cause),
                advice(call.dialog(), answer, meaning, cause), Findings.messages(call.dialog().milestones().request(),
                        cause == null ? null : cause.messageIndex(), answer.messageIndex()));
    }

    private static Severity severity(StatusMeaning meaning, @Nullable FinalAnswer cause) {
        Severity own = meaning.severity();
        Severity other = cause == null ? own : StatusMeaning.of(cause.status()).severity();
        return own.compareTo(other) <= 0 ? own : other;
    }

    private static String advice(Dialog dialog, FinalAnswer answer, StatusMeaning meaning,
            @Nullable FinalAnswer cause) {
        if (cause != null) {
            return StatusMeaning.of(cause.status()).advice();
        }
        return rangMs(dialog, answer) == null ? meaning.advice() : "";
    }

    private static String sentence(Dialog dialog, FinalAnswer answer, StatusMeaning meaning,
            @Nullable FinalAnswer cause) {
        StringBuilder text = new StringBuilder(dialog.method()).append(" was answered with ")
                .append((answer.status() + " " + answer.phrase()).strip());
        if (cause != null) {
            text.append(" since ").append(dialog.message(cause.messageIndex()).flow().source())
                    .append(" had answered ").append((cause.status() + " " + cause.phrase()).strip());
            meaning(StatusMeaning.of(cause.status()).meaning(), cause, text);
        } else {
            meaning(rang(dialog, answer, meaning.meaning()), answer, text);
        }
        return text.append('.').toString();
    }

    private static String rang(Dialog dialog, FinalAnswer answer, String meaning) {
        Long rangMs = rangMs(dialog, answer);
        return rangMs == null ? meaning : "nobody answered in " + Texts.seconds(rangMs / 1e3) + " of ringing";
    }

    /** A request that timed out after it had rung is a call that nobody took; null for any other. */
    private static @Nullable Long rangMs(Dialog dialog, FinalAnswer answer) {
        Integer progress = dialog.milestones().progress();
        if (progress == null || (answer.status() != 408 && answer.status() != 480)) {
            return null;
        }
        long rangNs = dialog.message(answer.messageIndex()).timeNs() - dialog.message(progress).timeNs();
        return rangNs / 1_000_000;
    }

    private static void meaning(String meaning, FinalAnswer answer, StringBuilder text) {
        text.append(", which means that ").append(meaning);
        answer.reasons().forEach(reason -> text.append("; Reason: ").append(reason));
        answer.warnings().forEach(warning -> text.append("; Warning: ").append(warning));
    }
}
