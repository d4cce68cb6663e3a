package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Side;
import java.util.List;

/** Speech that is clipped because the first packet comes late after the answer. */
final class LateMediaRule implements Rule {
    static final long LIMIT_NS = 500_000_000L;

    @Override
    public void judge(CallEvidence call, Findings findings) {
        judge(call, Side.CALLER, findings);
        judge(call, Side.CALLEE, findings);
    }

    private static void judge(CallEvidence call, Side side, Findings findings) {
        Long answered = call.dialog().answeredNs();
        List<MediaStream> streams = call.audioToward(side);
        if (answered == null || streams.isEmpty() || !Boolean.TRUE.equals(call.expectsAudioToward(side))) {
            return;
        }
        MediaStream first = streams.getFirst();
        long lateNs = first.firstNs() - answered;
        if (lateNs > LIMIT_NS) {
            findings.add(Problem.LATE_MEDIA, Severity.WARNING,
                    "The " + side.label() + " heard nothing for the first " + Texts.secondsOfNs(lateNs)
                            + " after the answer.",
                    "Look for a slow relay, ICE or DTLS set-up, or an ACK that came late.",
                    Findings.streams(List.of(first)));
        }
    }
}
