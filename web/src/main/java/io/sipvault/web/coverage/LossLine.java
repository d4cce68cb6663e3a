package io.sipvault.web.coverage;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Times;
import io.sipvault.web.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Something that was not seen, ready to print. */
record LossLine(String from, String to, String length, String agent, String kind, String what) {
    /** With the time by which they are sorted. */
    private record Dated(Instant from, LossLine line) {}

    /** The newest first, so many at most. */
    static List<LossLine> of(List<Coverage> all, int most) {
        List<Dated> lines = new ArrayList<>();
        for (Coverage coverage : all) {
            for (Coverage.Track track : coverage.tracks()) {
                track.spans().stream().filter(span -> !span.state().isSeen()).forEach(span -> lines
                        .add(line(coverage, span.from(), span.to(), CoverageLine.name(track.kind()),
                                capital(span.state().words()))));
            }
            coverage.drops().forEach(drops -> lines
                    .add(line(coverage, drops.from(), drops.to(), kind(drops), capital(words(drops)))));
        }
        return lines.stream().sorted(Comparator.comparing(Dated::from).reversed()).limit(most).map(Dated::line)
                .toList();
    }

    private static Dated line(Coverage coverage, Instant from, Instant to, String kind, String what) {
        return new Dated(from, new LossLine(Times.dateAndTime(from), Times.dateAndTime(to), Times.between(from, to),
                Text.line(coverage.agent()), kind, what));
    }

    private static String kind(Drops drops) {
        ChunkKind kind = drops.kind();
        return kind == null ? "Any" : CoverageLine.name(kind);
    }

    static String words(Drops drops) {
        return Figures.count(drops.packets(), "packet") + " dropped by the "
                + (drops.kind() == null ? "kernel" : "agent")
                + (drops.told() ? "" : ", by its report");
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
