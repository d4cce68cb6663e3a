package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.DialogState;
import io.sipvault.indexer.dialog.FinalAnswer;
import io.sipvault.indexer.dialog.UsageKind;

/** The final failure of a request, with the Reason and Warning that came with it. */
final class FailureRule implements Rule {
    @Override
    public void judge(CallEvidence call, Findings findings) {
        FinalAnswer answer = call.dialog().finalAnswer();
        if (call.dialog().state() != DialogState.FAILED || answer == null) {
            return;
        }
        StatusMeaning meaning = StatusMeaning.of(answer.status());
        boolean register = call.dialog().kind() == UsageKind.REGISTER;
        findings.add(register ? Problem.REGISTRATION_REJECTED : Problem.FINAL_FAILURE,
                register ? Severity.ERROR : meaning.severity(), sentence(call.dialog().method(), answer, meaning),
                meaning.advice(), Findings.messages(call.dialog().milestones().request(), answer.messageIndex()));
    }

    private static String sentence(String method, FinalAnswer answer, StatusMeaning meaning) {
        StringBuilder text = new StringBuilder(method).append(" was answered with ")
                .append((answer.status() + " " + answer.phrase()).strip()).append(", which means that ")
                .append(meaning.meaning());
        answer.reasons().forEach(reason -> text.append("; Reason: ").append(reason));
        answer.warnings().forEach(warning -> text.append("; Warning: ").append(warning));
        return text.append('.').toString();
    }
}
