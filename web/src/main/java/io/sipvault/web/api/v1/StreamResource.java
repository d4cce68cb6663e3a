package io.sipvault.web.api.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sipvault.indexer.query.QueryField;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.QueryValue;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.Order;
import io.sipvault.indexer.search.SearchRound;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.problem.ApiException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/streams}: RTP streams with their quality. */
@RestController
final class StreamResource {
    private static final Pattern SSRC = Pattern.compile("(?:0[xX])?([0-9a-fA-F]{1,8})");

    private final EvidenceSearch search;
    private final Clock clock;

    StreamResource(EvidenceSearch search, Clock clock) {
        this.search = search;
        this.clock = clock;
    }

    /** A page of streams. */
    record StreamPage(int schemaVersion, long total, int offset, int limit, List<StreamView> streams,
            @JsonUnwrapped Completeness completeness,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {}

    /** The newest stream of an SSRC, and all that share it. */
    record StreamDetail(@JsonUnwrapped StreamView stream, List<StreamView> streams) {}

    @GetMapping("/v1/streams")
    StreamPage list(@RequestParam(required = false) @Nullable Boolean orphaned,
            @RequestParam(name = "mos_below", required = false) @Nullable Double mosBelow,
            @RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        ListRequest request = new ListRequest(clock).since(since).until(until);
        if (q != null && !q.isBlank()) {
            request.with(new QueryNode.OfCalls(new ListRequest(clock).query(q).node()));
        }
        if (orphaned != null) {
            QueryNode announced = new QueryNode.Present(QueryField.CALL_ID);
            request.with(orphaned ? new QueryNode.Not(announced) : announced);
        }
        if (mosBelow != null) {
            request.with(new QueryNode.Comparison(QueryField.MOS, QueryNode.Operator.LESS, score(mosBelow)));
        }
        int most = ListRequest.limit(limit);
        int skipped = ListRequest.offset(offset);
        Order order = ListRequest.order(sort, "first_seen");
        SearchRound round = search.round();
        Page page = request.page(round, Row.STREAMS, order, cursor, skipped, most);
        return new StreamPage(StreamViews.SCHEMA_VERSION, page.total(), skipped, most, StreamViews.of(page.hits()),
                Completeness.of(round, page), page.cursor());
    }

    private static QueryValue score(double mos) {
        if (!Double.isFinite(mos)) {
            throw ApiException.badRequest("mos_below", "mos_below=" + mos + " is no score; it takes a number such as"
                    + " 3.5");
        }
        return new QueryValue.Decimal(BigDecimal.valueOf(mos));
    }

    @GetMapping("/v1/streams/{ssrc}")
    StreamDetail stream(@PathVariable String ssrc) {
        var matcher = SSRC.matcher(ssrc);
        if (!matcher.matches()) {
            throw ApiException.badRequest("ssrc", "'" + ssrc + "' is no SSRC; it takes up to 8 hexadecimal digits, such"
                    + " as 0x1a2b3c4d");
        }
        String canonical = String.format(Locale.ROOT, "0x%08x", Long.parseLong(matcher.group(1), 16));
        List<StreamView> streams = search.byTerm(Row.STREAMS, IndexField.SSRC, canonical).stream()
                .map(hit -> ViewJson.read(hit.display(), StreamView.class))
                .sorted(Comparator.comparing(StreamView::firstSeen).reversed()).toList();
        if (streams.isEmpty()) {
            throw ApiException.notFound("no RTP stream has the SSRC " + canonical);
        }
        return new StreamDetail(streams.getFirst(), streams);
    }
}
