package io.sipvault.web.api.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.api.v1.ListRequest.Slice;
import io.sipvault.web.evidence.CallFinder;
import io.sipvault.web.evidence.CallFinder.Found;
import io.sipvault.web.logs.CallLine;
import io.sipvault.web.logs.CallLogs;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/dialogs/{call_id}/logs}: log lines of a call with all its legs. */
@RestController
final class LogResource {
    private static final String PATH = "/v1/dialogs/{callId}/logs";

    private final CallFinder finder;
    private final EvidenceSearch search;

    LogResource(CallFinder finder, EvidenceSearch search) {
        this.finder = finder;
        this.search = search;
    }

    /**
     * A line.
     *
     * @param namedBy
     *            {@code call_id}, {@code pbx_id} or {@code number}
     */
    record Line(Instant time, String source, String agent, String namedBy, String text) {
        static Line of(CallLine line) {
            return new Line(line.log().time(), line.log().source(), line.log().agent(),
                    line.namedBy().name().toLowerCase(Locale.ROOT), line.log().text());
        }
    }

    /** A page of lines. */
    record LogPage(int schemaVersion, String callId, int total, int limit, List<Line> logs,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {}

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    LogPage page(@PathVariable String callId, @RequestParam(required = false) @Nullable String method,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        List<Line> all = of(callId, method);
        Slice<Line> page = Slice.of(all, cursor, limit);
        return new LogPage(1, callId, all.size(), page.limit(), page.items(), page.nextCursor());
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_NDJSON_VALUE)
    String lines(@PathVariable String callId, @RequestParam(required = false) @Nullable String method) {
        StringBuilder lines = new StringBuilder();
        of(callId, method).forEach(line -> lines.append(ViewJson.write(line)).append('\n'));
        return lines.toString();
    }

    private List<Line> of(String callId, @Nullable String method) {
        List<Found> legs = finder.legs(finder.dialog(callId, method));
        return CallLogs.lines(legs.stream().map(Found::view).toList(), search).stream().map(Line::of).toList();
    }
}
