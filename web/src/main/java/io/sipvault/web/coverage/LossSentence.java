package io.sipvault.web.coverage;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what an agent lost of a call, in words. */
final class LossSentence {
    private static final int MOST_PARTS = 4;

    private final Instant from;
    private final Instant to;

    /** While the call lasted. */
    LossSentence(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Parts of a sentence that begins with the agent's name; empty when it lost nothing.
     *
     * @param notSeen
     *            by kind
     */
    List<String> parts(Map<ChunkKind, List<Span>> notSeen, List<Drops> drops) {
        List<String> parts = new ArrayList<>();
        if (!drops.isEmpty()) {
            parts.add(dropped(drops));
        }
        Map<Span, List<ChunkKind>> spans = new LinkedHashMap<>();
        notSeen.forEach((kind, lost) -> lost
                .forEach(span -> spans.computeIfAbsent(span, s -> new ArrayList<>()).add(kind)));
        spans.forEach((span, kinds) -> parts.add(lost(span, kinds)));
        int more = parts.size() - MOST_PARTS;
        return more <= 1
                ? parts
                : concat(parts.subList(0, MOST_PARTS), Figures.count(more) + " more of the kind");
    }

    private static List<String> concat(List<String> parts, String last) {
        List<String> all = new ArrayList<>(parts);
        all.add(last);
        return all;
    }

    private String dropped(List<Drops> drops) {
        long packets = drops.stream().mapToLong(Drops::packets).sum();
        Instant first = drops.stream().map(Drops::from).min(Instant::compareTo).orElse(from);
        Instant last = drops.stream().map(Drops::to).max(Instant::compareTo).orElse(to);
        return "dropped " + Figures.count(packets, "packet") + " between " + clock(first) + " and " + clock(last);
    }

    private String lost(Span span, List<ChunkKind> kinds) {
        String what = what(kinds);
        String when = when(span);
        return switch (span.state()) {
            case GAP -> "captured no " + what + when;
            case PENDING -> "has not uploaded its " + what + when + " yet";
            case MISSING -> "has no " + what + when + " in the archive, where chunks are missing";
            case UNREADABLE -> "has " + what + when + " that cannot be read";
            case CAPTURED, EXPIRED, UNKNOWN -> "does not tell what it saw of " + what + when;
        };
    }

    private static String what(List<ChunkKind> kinds) {
        return String.join(" and ", kinds.stream().map(LossSentence::what).toList());
    }

    private static String what(ChunkKind kind) {
        return switch (kind) {
            case SIP -> "signalling";
            case RTP -> "media";
            case LOG -> "log";
            case IMPORT -> "import";
        };
    }

    /** Empty where it is the whole call. */
    private String when(Span span) {
        boolean fromStart = !span.from().isAfter(from);
        boolean toEnd = !span.to().isBefore(to);
        if (fromStart && toEnd) {
            return "";
        }
        return fromStart
                ? " before " + clock(span.to())
                : toEnd
                        ? " after " + clock(span.from())
                        : " between " + clock(span.from()) + " and " + clock(span.to());
    }

    private String clock(Instant time) {
        String shown = Times.dateAndTime(time);
        return Times.day(time).equals(Times.day(from)) ? shown.substring(shown.indexOf(' ') + 1) : shown;
    }
}
