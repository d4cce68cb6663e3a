package io.sipvault.web.coverage;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.web.problem.ApiException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/coverage}: what agents saw of a time. */
@RestController
final class CoverageResource {
    static final Duration LONGEST = Duration.ofDays(31);
    private static final Duration USUAL = Duration.ofDays(1);

    private final CoverageReader reader;
    private final Clock clock;

    CoverageResource(CoverageReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /** What agents saw between two times; what is in no span is not known. */
    record CoverageList(Instant from, Instant to, List<AgentCoverage> agents) {}

    /** What one saw. */
    record AgentCoverage(String agent, boolean registered, List<KindCoverage> kinds, List<DropView> drops) {
        static AgentCoverage of(Coverage c) {
            return new AgentCoverage(c.agent(), c.registered(), c.tracks().stream().map(KindCoverage::of).toList(),
                    c.drops().stream().map(DropView::of).toList());
        }
    }

    /**
     * What it saw of one kind.
     *
     * @param complete
     *            false where there are more spans than are listed
     */
    record KindCoverage(String kind, List<SpanView> spans, boolean complete) {
        static KindCoverage of(Coverage.Track t) {
            return new KindCoverage(t.kind().word(), t.spans().stream()
                    .map(span -> new SpanView(span.from(), span.to(), span.state().word())).toList(), t.complete());
        }
    }

    /** State is captured, expired, pending, gap, unreadable or missing. */
    record SpanView(Instant from, Instant to, String state) {}

    /** Kind is null where the kernel dropped them, which does not tell. */
    record DropView(Instant from, Instant to, @Nullable String kind, long packets, boolean told) {
        static DropView of(Drops d) {
            ChunkKind kind = d.kind();
            return new DropView(d.from(), d.to(), kind == null ? null : kind.word(), d.packets(), d.told());
        }
    }

    @GetMapping("/api/coverage")
    CoverageList coverage(@RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String agent) {
        Instant end = to == null ? clock.instant() : time("to", to);
        Instant begin = from == null ? end.minus(USUAL) : time("from", from);
        if (!begin.isBefore(end) || Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw ApiException.badRequest("from", "from=" + begin + " has to be before to=" + end + ", by "
                    + LONGEST.toDays() + " days at most");
        }
        return new CoverageList(begin, end,
                reader.read(begin, end, name -> agent == null || agent.equals(name)).stream().map(AgentCoverage::of)
                        .toList());
    }

    private static Instant time(String field, String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (time.isAfter(Instant.EPOCH) && time.isBefore(Instant.parse("2200-01-01T00:00:00Z"))) {
                return time;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw ApiException.badRequest(field, field + "='" + text + "' is no time; it takes one such as"
                + " 2026-11-21T03:15:00Z");
    }
}
