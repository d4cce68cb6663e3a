package io.sipvault.web.call;

import io.sipvault.indexer.view.StreamView;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Score;
import io.sipvault.web.page.Times;
import io.sipvault.web.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a call.
 *
 * @param anchor
 *            its place on the page
 * @param lost
 *            packets, with their share
 * @param lossy
 *            whether any were lost
 * @param noScore
 *            why there is no score; empty when there is one
 * @param keys
 *            that were pressed
 */
record StreamRow(String anchor, String heard, String source, String destination, String codec, String ssrc,
        String agent, String packets, String lost, boolean lossy, String jitter, String reordered, Score score,
        String noScore, List<Fact> inputs, List<Fact> rtcp, String keys, @Nullable QualityChart chart) {
    /** A figure and its name. */
    record Fact(String name, String value) {}

    static StreamRow of(CallReader.Stream stream) {
        StreamView s = stream.view();
        boolean seen = s.packets() > 0;
        return new StreamRow("stream-" + stream.id(), heard(s.toward()), s.src(), s.dst(), codec(s), s.ssrc(),
                Text.cut(s.agent(), 40), seen ? Figures.count(s.packets()) : "none seen",
                seen ? Figures.count(s.lost()) + " (" + Figures.percent(Math.max(0, s.lossPct())) + ")" : Times.UNKNOWN,
                s.lost() > 0, seen ? Figures.ms(s.jitterMeanMs()) + " / " + Figures.ms(s.jitterMaxMs()) : Times.UNKNOWN,
                seen ? s.reordered() + " / " + s.duplicate() : Times.UNKNOWN, Score.of(s.mos()),
                s.noScoreReason() == null ? "" : Text.line(s.noScoreReason()), inputs(s), RtcpFacts.of(s), keys(s),
                QualityChart.of(s));
    }

    private static String heard(String toward) {
        return switch (toward) {
            case "caller" -> "to the caller";
            case "callee" -> "to the callee";
            default -> "direction not known";
        };
    }

    private static String codec(StreamView s) {
        String name = s.codec().isEmpty() ? "payload type " + s.payloadType() : s.codec();
        return Text.cut(name, 30) + (s.ptimeMs() > 0 ? ", " + Math.round(s.ptimeMs()) + " ms" : "");
    }

    private static List<Fact> inputs(StreamView s) {
        List<Fact> facts = new ArrayList<>(List.of(new Fact("Expected", Figures.count(s.expected())),
                new Fact("Jitter at the end", Figures.ms(s.jitterMs())),
                new Fact("Longest gap", Figures.ms(s.maxGapMs())), new Fact("Burst ratio", Figures.decimal(s.burstR())),
                new Fact("Too late for a 60 ms buffer", Figures.count(s.discarded())),
                new Fact("First and last packet",
                        Times.timeOfDay(s.firstSeen()) + " to " + Times.timeOfDay(s.lastSeen())),
                new Fact("Payload types", s.payloadTypes().stream()
                        .map(p -> Text.cut(p.codec(), 30) + " (" + p.payloadType() + "): " + Figures.count(p.packets()))
                        .collect(Collectors.joining(", ")))));
        StreamView.Mos mos = s.mosInputs();
        if (mos != null) {
            facts.add(new Fact("Score by", mos.model() + ", codec " + Text.cut(mos.codec(), 30)));
            facts.add(new Fact("Its inputs", "Ie " + mos.ie() + ", Bpl " + mos.bpl() + ", Ppl "
                    + Figures.percent(mos.pplPercent()) + ", BurstR " + Figures.decimal(mos.burstR())));
        }
        if (s.mosCq() != null) {
            facts.add(new Fact("Conversational score", Figures.decimal(s.mosCq())));
        }
        return facts;
    }

    private static String keys(StreamView s) {
        return s.dtmf().stream().map(d -> Text.cut(d.digit(), 8)).collect(Collectors.joining(" "));
    }
}
