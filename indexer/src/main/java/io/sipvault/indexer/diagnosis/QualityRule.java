package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
        for (List<MediaStream> hops : byHops(call.media().streams())) {
            String who = who(hops.getFirst());
            loss(hops, who, findings);
            burstLoss(hops, who, findings);
            jitter(hops, who, findings);
            score(hops, who, findings);
        }
    }

    /** A relay hands a stream on under its SSRC: the same loss on a later hop is no second one. */
    private static Collection<List<MediaStream>> byHops(List<MediaStream> streams) {
        Map<List<Object>, List<MediaStream>> hops = new LinkedHashMap<>();
        for (MediaStream stream : streams) {
            if (stream.packets() >= MIN_PACKETS) {
                hops.computeIfAbsent(List.of(stream.ssrc(), stream.toward(), stream.mediaType()),
                        key -> new ArrayList<>(2)).add(stream);
            }
        }
        return hops.values();
    }

    private static String who(MediaStream stream) {
        return stream.toward() == Side.UNKNOWN
                ? "Packets to " + stream.destination()
                : Texts.capital(stream.mediaType()) + " to the " + stream.toward().label();
    }

    private static String elsewhere(List<MediaStream> found) {
        long hops = found.stream().map(s -> s.source() + ">" + s.destination()).distinct().count();
        return hops == 1 ? "" : ", and is seen on " + hops + " hops";
    }

    private static void score(List<MediaStream> hops, String who, Findings findings) {
        List<MediaStream> poor = hops.stream().filter(s -> s.mos() != null && s.mos() < MOS).toList();
        double lowest = poor.stream().map(MediaStream::mos).filter(Objects::nonNull).mapToDouble(m -> m).min()
                .orElse(MOS);
        if (!poor.isEmpty()) {
            findings.add(Problem.LOW_MOS, lowest < BAD_MOS ? Severity.ERROR : Severity.WARNING,
                    who + " has a listening score of " + Texts.decimal(lowest) + ".",
                    "See loss, jitter and codec of the stream.", Findings.streams(poor));
        }
    }

    /** Where it is seen first is nearest to its cause. */
    private static void loss(List<MediaStream> hops, String who, Findings findings) {
        List<MediaStream> lossy = hops.stream().filter(s -> s.lossPct() >= LOSS_PCT).toList();
        if (lossy.isEmpty()) {
            return;
        }
        MediaStream first = lossy.getFirst();
        boolean heavy = lossy.stream().anyMatch(s -> s.lossPct() >= HEAVY_LOSS_PCT);
        findings.add(Problem.LOSS, heavy ? Severity.ERROR : Severity.WARNING,
                who + " lost " + Texts.decimal(first.lossPct()) + " % of its packets (" + first.lost()
                        + ") between " + first.source() + " and this point" + elsewhere(lossy) + ".",
                hops.indexOf(first) == 0
                        ? "It is lost before the first point of capture: look at the line of the sender "
                                + first.source() + ", and at drops of the capture itself."
                        : "The hop before is whole: look at what relays it to " + first.destination() + ".",
                Findings.streams(lossy));
    }

    private static void burstLoss(List<MediaStream> hops, String who, Findings findings) {
        List<MediaStream> bursts = hops.stream()
                .filter(s -> s.lossPct() >= LOSS_PCT && s.burstRatio() >= BURST_RATIO).toList();
        if (!bursts.isEmpty()) {
            findings.add(Problem.BURST_LOSS, Severity.WARNING,
                    who + " lost packets in bursts " + Texts.decimal(bursts.getFirst().burstRatio())
                            + " times as long as random loss makes.",
                    "Look for congestion, WLAN or a link that flaps, at the times that the intervals show.",
                    Findings.streams(bursts));
        }
    }

    private static void jitter(List<MediaStream> hops, String who, Findings findings) {
        List<MediaStream> jittery = hops.stream().filter(s -> s.jitterMs() >= JITTER_MS).toList();
        double highest = jittery.stream().mapToDouble(MediaStream::jitterMs).max().orElse(0);
        if (!jittery.isEmpty()) {
            findings.add(Problem.JITTER, highest >= HEAVY_JITTER_MS ? Severity.ERROR : Severity.WARNING,
                    who + " had a mean jitter of " + Texts.decimal(highest) + " ms.",
                    "Check queues and priorities (DSCP) on the way to this point.", Findings.streams(jittery));
        }
    }
}
