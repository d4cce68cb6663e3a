package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.SdpEvent;
import io.sipvault.indexer.dialog.SdpExchange;

/** A call that went over to T.38, or tried to. */
final class FaxRule implements Rule {
    @Override
    public void judge(CallEvidence call, Findings findings) {
        for (SdpEvent event : call.dialog().sdpTimeline()) {
            boolean fax = event.mediaType().equals("image") && event.mediaPort() != 0;
            if (fax && event.refused()) {
                findings.add(Problem.T38_REFUSED, Severity.WARNING,
                        "The " + event.sender().label() + " offered T.38 and was refused; the fax stays on audio.",
                        "Check T.38 support on the other side and on every hop.",
                        Findings.messages(event.messageIndex()));
                return;
            }
            if (fax && event.exchange() == SdpExchange.ANSWER) {
                findings.add(Problem.T38_SWITCH, Severity.INFO, "The call switched to T.38 fax after "
                        + Texts.secondsOfNs(event.timeNs() - call.dialog().startNs()) + ".", "",
                        Findings.messages(event.messageIndex()));
                return;
            }
        }
    }
}
