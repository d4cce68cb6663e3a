package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.LadderMessage;

/** A REFER inside the call, RFC 3515, and what it was answered with. */
final class TransferRule implements Rule {
    @Override
    public void judge(CallEvidence call, Findings findings) {
        String target = call.dialog().referTo();
        LadderMessage refer = call.dialog().messages().stream()
                .filter(message -> message.request() && message.method().equals("REFER")).findFirst().orElse(null);
        if (!call.isCall() || target == null || refer == null) {
            return;
        }
        LadderMessage answer = call.dialog().messages().stream().filter(message -> !message.request()
                && message.transactionId() == refer.transactionId() && message.status() >= 200).findFirst()
                .orElse(null);
        findings.add(Problem.TRANSFER, Severity.INFO,
                "A transfer to " + target + " was asked for after "
                        + Texts.secondsOfNs(refer.timeNs() - call.dialog().startNs())
                        + (answer == null
                                ? " and not answered."
                                : " and answered with " + (answer.status() + " " + answer.phrase()).strip() + "."),
                "", Findings.messages(refer.index(), answer == null ? null : answer.index()));
    }
}
