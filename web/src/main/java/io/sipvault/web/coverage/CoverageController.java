package io.sipvault.web.coverage;

import io.sipvault.web.coverage.CoverageLine.Shape;
import io.sipvault.web.page.Address;
import io.sipvault.web.page.Times;
import io.sipvault.web.text.Text;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /coverage}: what agents saw, as strips of time. */
@Controller
final class CoverageController {
    private static final int MOST_LOSSES = 200;
    private static final int MARKS = 4;

    private final CoverageReader reader;
    private final Clock clock;

    CoverageController(CoverageReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /** How much time is shown. */
    private enum Range {
        HOUR("1h", "1 hour", Duration.ofHours(1)),
        QUARTER("6h", "6 hours", Duration.ofHours(6)),
        DAY("24h", "24 hours", Duration.ofDays(1)),
        WEEK("7d", "7 days", Duration.ofDays(7));

        private final String word;
        private final String label;
        private final Duration length;

        Range(String word, String label, Duration length) {
            this.word = word;
            this.label = label;
            this.length = length;
        }

        static Range of(String word) {
            return Arrays.stream(values()).filter(range -> range.word.equals(word)).findFirst().orElse(DAY);
        }
    }

    /** A length of time to choose. */
    record Choice(String label, String href, boolean current) {}

    /** What one agent saw. */
    record AgentStrips(String agent, boolean registered, List<CoverageLine> lines) {
        static AgentStrips of(Coverage c, Instant from, Instant to) {
            return new AgentStrips(Text.line(c.agent()), c.registered(),
                    c.tracks().stream().map(track -> CoverageLine.of(c, track, from, to)).toList());
        }
    }

    /** A shape and what it means. */
    record Meaning(Shape shape, String words) {}

    @GetMapping("/coverage")
    String show(@RequestParam(defaultValue = "24h") String range, @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String agent, Model model) {
        Range shown = Range.of(range);
        Instant now = clock.instant();
        Instant end = to == null ? latest(now, shown.length, agent) : time(to, now);
        Instant begin = end.minus(shown.length);
        List<Coverage> found = reader.read(begin, end, name -> agent == null || agent.equals(name));
        model.addAttribute("choices", Arrays.stream(Range.values())
                .map(each -> new Choice(each.label, link(each, to, agent), each == shown)).toList());
        model.addAttribute("earlier", link(shown, begin.toString(), agent));
        model.addAttribute("later", end.isBefore(now) ? link(shown, end.plus(shown.length).toString(), agent) : null);
        model.addAttribute("agent", agent == null ? null : Text.cut(agent, 63));
        model.addAttribute("from", Times.dateAndTime(begin));
        model.addAttribute("to", Times.dateAndTime(end));
        model.addAttribute("marks", IntStream.rangeClosed(0, MARKS)
                .mapToObj(n -> Times.dateAndTime(begin.plus(shown.length.multipliedBy(n).dividedBy(MARKS)))
                        .substring("2026-".length(), "2026-01-01 00:00".length()))
                .toList());
        model.addAttribute("strips", found.stream().map(each -> AgentStrips.of(each, begin, end)).toList());
        model.addAttribute("losses", LossLine.of(found, MOST_LOSSES));
        model.addAttribute("legend", legend());
        return "coverage/list";
    }

    private static List<Meaning> legend() {
        List<Meaning> meanings = new ArrayList<>();
        for (CoverageState state : CoverageState.values()) {
            if (state != CoverageState.UNKNOWN) {
                meanings.add(new Meaning(CoverageLine.example(state.word()), state.words()));
            }
        }
        meanings.add(new Meaning(CoverageLine.example("drops"), "packets dropped"));
        return meanings;
    }

    /** Now, unless agents captured nothing as lately as that would show. */
    private Instant latest(Instant now, Duration length, @Nullable String agent) {
        return reader.latest(name -> agent == null || agent.equals(name))
                .filter(latest -> latest.isBefore(now.minus(length))).map(latest -> latest.plusSeconds(1)).orElse(now);
    }

    private static Instant time(String text, Instant otherwise) {
        try {
            Instant time = Instant.parse(text);
            return time.isBefore(Instant.parse("1971-01-01T00:00:00Z"))
                    || time.isAfter(Instant.parse("2200-01-01T00:00:00Z")) ? otherwise : time;
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    private static String link(Range range, @Nullable String to, @Nullable String agent) {
        return Address.of("/coverage").with("range", range.word).with("to", to).with("agent", agent).toString();
    }
}
