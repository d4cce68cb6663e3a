package io.sipvault.web.stream;

import io.sipvault.indexer.view.StreamView;
import io.sipvault.web.page.Address;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Score;
import io.sipvault.web.page.Times;
import io.sipvault.web.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * A stream in the list.
 *
 * @param callHref
 *            the call that announced it; null when none did
 */
record StreamLine(@Nullable String callHref, String day, String time, String heard, String source, String destination,
        String codec, String packets, String lost, boolean lossy, String jitter, Score score, String noScore,
        String agent, String ssrc) {
    static StreamLine of(StreamView s) {
        return new StreamLine(
                s.associatedDialog() == null
                        ? null
                        : Address.of("/calls").with("call_id", s.associatedDialog()).toString(),
                Times.day(s.firstSeen()), Times.timeOfDay(s.firstSeen()),
                s.toward().isEmpty() || s.toward().equals("unknown") ? "" : "to the " + Text.cut(s.toward(), 20),
                s.src(), s.dst(),
                Text.cut(s.codec().isEmpty() ? "payload type " + s.payloadType() : s.codec(), 30),
                Figures.count(s.packets()),
                Figures.count(s.lost()) + " (" + Figures.percent(Math.max(0, s.lossPct())) + ")",
                s.lost() > 0, Figures.ms(s.jitterMeanMs()) + " / " + Figures.ms(s.jitterMaxMs()), Score.of(s.mos()),
                s.noScoreReason() == null ? "" : Text.line(s.noScoreReason()), Text.cut(s.agent(), 40), s.ssrc());
    }
}
