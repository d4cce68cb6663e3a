package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.SdpEvent;
import io.sipvault.indexer.dialog.SdpExchange;
import io.sipvault.indexer.dialog.Side;
import org.jspecify.annotations.Nullable;

/** Hold and resume, RFC 3264 8.4: an offer inside the call that asks for silence, and the one that takes it back. */
final class HoldRule implements Rule {
    @Override
    public void judge(CallEvidence call, Findings findings) {
        Long answeredNs = call.dialog().answeredNs();
        if (answeredNs != null) {
            judge(call.dialog(), answeredNs, Side.CALLER, findings);
            judge(call.dialog(), answeredNs, Side.CALLEE, findings);
        }
    }

    private static void judge(Dialog dialog, long answeredNs, Side side, Findings findings) {
        SdpEvent since = null;
        for (SdpEvent event : dialog.sdpTimeline()) {
            boolean own = event.timeNs() > answeredNs && event.sender() == side && event.mediaType().equals("audio")
                    && !event.refused();
            boolean offer = own && event.exchange() == SdpExchange.OFFER;
            if (offer && event.held() && since == null) {
                since = event;
            } else if (offer && !event.held() && since != null) {
                report(dialog, side, since, event, findings);
                since = null;
            }
        }
        if (since != null) {
            report(dialog, side, since, null, findings);
        }
    }

    private static void report(Dialog dialog, Side side, SdpEvent from, @Nullable SdpEvent to, Findings findings) {
        String until = to == null
                ? " and did not resume it."
                : " for " + Texts.secondsOfNs(to.timeNs() - from.timeNs())
                        + ".";
        findings.add(Problem.HOLD, Severity.INFO,
                "The " + side.label() + " put the call on hold after "
                        + Texts.secondsOfNs(from.timeNs() - dialog.startNs()) + until,
                "", Findings.messages(from.messageIndex(), to == null ? null : to.messageIndex()));
    }
}
