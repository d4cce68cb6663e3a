package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Side;
import java.util.List;

/**
 * Loss, bursts and jitter of each stream. ITU-T Y.1541 class 0 and 1 allow a loss of 0.1 %, yet a concealing G.711
 * receiver is hardly hurt below 1 % and badly from 5 % on (G.107 gives it 4.33 and 3.92); the simulated jitter buffer
 * holds 60 ms, so a mean jitter of half of that begins to cost packets.
 */
final class QualityRule implements Rule {
    static final double LOSS_PCT = 1;
    static final double HEAVY_LOSS_PCT = 5;
    static final double JITTER_MS = 30;
    static final double HEAVY_JITTER_MS = 60;
    static final double BURST_RATIO = 2;
    /** R of 70: many users dissatisfied (G.107 annex B). */
    static final double MOS = 3.6;
    /** R of 60: nearly all dissatisfied. */
    static final double BAD_MOS = 3.1;
    private static final long MIN_PACKETS = 100;

    @Override
    public void judge(CallEvidence call, Findings findings) {
        for (MediaStream stream : call.media().streams()) {
            if (stream.packets() >= MIN_PACKETS) {
                judge(stream, findings);
            }
        }
    }

    private static void judge(MediaStream stream, Findings findings) {
        String who = stream.toward() == Side.UNKNOWN
                ? "Packets to " + stream.destination()
                : Texts.capital(stream.mediaType()) + " to the " + stream.toward().label();
        loss(stream, who, findings);
        jitter(stream, who, findings);
        Double mos = stream.mos();
        if (mos != null && mos < MOS) {
            findings.add(Problem.LOW_MOS, mos < BAD_MOS ? Severity.ERROR : Severity.WARNING,
                    who + " has a listening score of " + Texts.decimal(mos) + ".",
                    "See loss, jitter and codec of the stream.", Findings.streams(List.of(stream)));
        }
    }

    private static void loss(MediaStream stream, String who, Findings findings) {
        if (stream.lossPct() >= LOSS_PCT) {
            findings.add(Problem.LOSS, stream.lossPct() >= HEAVY_LOSS_PCT ? Severity.ERROR : Severity.WARNING,
                    who + " lost " + Texts.decimal(stream.lossPct()) + " % of its packets before this point.",
                    "Compare with the same stream at other points, and with drops of the capture itself.",
                    Findings.streams(List.of(stream)));
        }
        if (stream.lossPct() >= LOSS_PCT && stream.burstRatio() >= BURST_RATIO) {
            findings.add(Problem.BURST_LOSS, Severity.WARNING,
                    who + " lost packets in bursts " + Texts.decimal(stream.burstRatio())
                            + " times as long as random loss makes.",
                    "Look for congestion, WLAN or a link that flaps, at the times that the intervals show.",
                    Findings.streams(List.of(stream)));
        }
    }

    private static void jitter(MediaStream stream, String who, Findings findings) {
        if (stream.jitterMs() >= JITTER_MS) {
            findings.add(Problem.JITTER,
                    stream.jitterMs() >= HEAVY_JITTER_MS ? Severity.ERROR : Severity.WARNING,
                    who + " had a mean jitter of " + Texts.decimal(stream.jitterMs()) + " ms.",
                    "Check queues and priorities (DSCP) on the way to this point.",
                    Findings.streams(List.of(stream)));
        }
    }
}
