package io.sipvault.web.coverage;

import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.jobs.registry.CapturedChunk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins the chunks of a track to spans. Between two chunks whose numbers follow each other the agent was at work and nothing
 * passed, unless it declares a gap; where a number lacks, what passed is missing.
 */
final class SpanLine {
    static final int MOST_SPANS = 5_000;
    /** How long a packet may take through the kernel to the agent. */
    static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    private final Instant from;
    private final Instant to;
    private final List<Span> spans = new ArrayList<>();
    private @Nullable CapturedChunk last;
    private @Nullable Instant end;
    private boolean unreadable;
    private boolean complete = true;

    /** What is outside of these two times is left out. */
    SpanLine(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    /** Adds the next chunk in sequence. */
    void add(CapturedChunk chunk) {
        Instant first = chunk.from();
        Instant latest = chunk.to();
        if (first == null || latest == null) {
            withoutPackets(chunk);
        } else {
            if (end != null) {
                put(end, first, between(chunk));
            }
            put(end == null || first.isAfter(end) ? first : end, latest, state(chunk));
            end = end == null || latest.isAfter(end) ? latest : end;
            unreadable = false;
        }
        last = chunk;
    }

    /**
     * One that tells losses alone proves that the agent was at work when it was packed. One whose manifest cannot be read hides
     * something.
     */
    private void withoutPackets(CapturedChunk chunk) {
        Instant packed = chunk.archived();
        if (packed == null) {
            unreadable = true;
        } else if (end != null && packed.minus(ON_ITS_WAY).isAfter(end)) {
            put(end, packed.minus(ON_ITS_WAY), between(chunk));
            end = packed.minus(ON_ITS_WAY);
            unreadable = false;
        }
    }

    private CoverageState between(CapturedChunk chunk) {
        if (last == null || last.sequence() + 1 != chunk.sequence()) {
            return CoverageState.MISSING;
        }
        CoverageState state = state(chunk);
        return unreadable ? CoverageState.UNREADABLE : state(last) == state ? state : CoverageState.CAPTURED;
    }

    private static CoverageState state(CapturedChunk chunk) {
        return switch (chunk.state()) {
            case EXPIRED, SWEPT -> CoverageState.EXPIRED;
            case QUARANTINED -> CoverageState.UNREADABLE;
            case READY, DECODED, FOLDED -> CoverageState.CAPTURED;
        };
    }

    /** Number of the chunk that was added last; -1 without one. */
    int lastSequence() {
        return last == null ? -1 : last.sequence();
    }

    /** Latest packet of all that was added. */
    @Nullable
    Instant end() {
        return end;
    }

    /** Adds what is known behind the last chunk. */
    void tail(Instant until, CoverageState state) {
        if (end != null) {
            put(end, until, state);
        }
    }

    private void put(Instant begin, Instant until, CoverageState state) {
        Instant a = begin.isBefore(from) ? from : begin;
        Instant b = until.isAfter(to) ? to : until;
        if (b.isBefore(a)) {
            return;
        }
        Span before = spans.isEmpty() ? null : spans.getLast();
        if (before != null && before.state() == state && !a.isAfter(before.to())) {
            spans.set(spans.size() - 1, new Span(before.from(), b.isAfter(before.to()) ? b : before.to(), state));
        } else if (spans.size() == MOST_SPANS) {
            complete = false;
        } else if (a.isBefore(b) || before == null || before.to().isBefore(a)) {
            spans.add(new Span(a, b, state));
        }
    }

    boolean isComplete() {
        return complete;
    }

    /** All spans, what the agent says that it did not capture taken out of them. */
    List<Span> spans(List<Gap> gaps) {
        List<Span> left = new ArrayList<>(spans);
        for (Span gap : joined(gaps)) {
            List<Span> cut = new ArrayList<>();
            left.forEach(span -> cut(span, gap, cut));
            cut.add(gap);
            left = cut;
        }
        left.sort((one, other) -> one.from().compareTo(other.from()));
        return left;
    }

    private List<Span> joined(List<Gap> gaps) {
        SpanLine line = new SpanLine(from, to);
        gaps.stream().filter(gap -> !gap.to().isBefore(from) && !gap.from().isAfter(to))
                .sorted((one, other) -> one.from().compareTo(other.from()))
                .forEach(gap -> line.put(gap.from(), gap.to(), CoverageState.GAP));
        return line.spans;
    }

    private static void cut(Span span, Span gap, List<Span> into) {
        if (!span.from().isBefore(gap.to()) || !span.to().isAfter(gap.from())) {
            into.add(span);
            return;
        }
        if (span.from().isBefore(gap.from())) {
            into.add(new Span(span.from(), gap.from(), span.state()));
        }
        if (span.to().isAfter(gap.to())) {
            into.add(new Span(gap.to(), span.to(), span.state()));
        }
    }
}
