package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.LadderMessage;
import io.sipvault.indexer.dialog.MediaBinding;
import io.sipvault.indexer.dialog.Side;

/** A description that names a private address although its message went to or came from a public one. */
final class PrivateAddressRule implements Rule {
    @Override
    public void judge(CallEvidence call, Findings findings) {
        judge(call, Side.CALLER, findings);
        judge(call, Side.CALLEE, findings);
    }

    private static void judge(CallEvidence call, Side side, Findings findings) {
        for (MediaBinding binding : call.dialog().mediaBindings()) {
            LadderMessage message = call.dialog().message(binding.messageIndex());
            boolean crosses = !message.flow().source().isPrivate() || !message.flow().destination().isPrivate();
            if (binding.side() == side && binding.endpoint().isPrivate() && !binding.iceUsed() && crosses) {
                findings.add(Problem.PRIVATE_ADDRESS, Severity.WARNING,
                        "The " + side.label() + " described its media at the private address "
                                + binding.endpoint().address() + " in a message from " + message.flow().source()
                                + " to " + message.flow().destination() + ".",
                        "Unless a relay in between learns the real address, media cannot get there; check NAT settings.",
                        Findings.messages(message.index()));
                return;
            }
        }
    }
}
