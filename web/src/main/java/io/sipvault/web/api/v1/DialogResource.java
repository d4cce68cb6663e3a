package io.sipvault.web.api.v1;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sipvault.indexer.dialog.DialogState;
import io.sipvault.indexer.query.QueryField;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.Order;
import io.sipvault.indexer.search.SearchRound;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.evidence.CallFinder;
import io.sipvault.web.evidence.CallFinder.Found;
import io.sipvault.web.evidence.Expiries;
import io.sipvault.web.problem.ApiException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/dialogs}: the list, and one dialog with its streams. */
@RestController
final class DialogResource {
    private static final int LONGEST_PATTERN = 512;

    private final EvidenceSearch search;
    private final CallFinder finder;
    private final Expiries expiries;
    private final Clock clock;

    DialogResource(EvidenceSearch search, CallFinder finder, Expiries expiries, Clock clock) {
        this.search = search;
        this.finder = finder;
        this.expiries = expiries;
        this.clock = clock;
    }

    @GetMapping("/v1/dialogs")
    DialogPage list(@RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String from, @RequestParam(required = false) @Nullable String to,
            @RequestParam(name = "call_id", required = false) @Nullable String callId,
            @RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        ListRequest request = new ListRequest(clock).query(q).value(QueryField.TO, to)
                .value(QueryField.CALL_ID, callId).since(since).until(until);
        if (state != null && !state.isBlank()) {
            request.with(new QueryNode.Term(QueryField.STATE, state(state)));
        }
        if (from != null && !from.isEmpty()) {
            request.with(new QueryNode.FromMatches(pattern(from)));
        }
        int most = ListRequest.limit(limit);
        int skipped = ListRequest.offset(offset);
        Order order = ListRequest.order(sort, "created_at");
        SearchRound round = search.round();
        Page page = request.page(round, Row.DIALOGS, order, cursor, skipped, most);
        return new DialogPage(DialogView.SCHEMA_VERSION, page.total(), skipped, most,
                page.hits().stream()
                        .map(hit -> DialogSummary.of(ViewJson.read(hit.display(), DialogView.class))).toList(),
                Completeness.of(round, page), page.cursor());
    }

    private static String state(String text) {
        DialogState state = DialogState.ofLabel(text);
        if (state == null) {
            throw ApiException.badRequest("state", "state='" + text + "' is none; it takes "
                    + Arrays.stream(DialogState.values()).map(DialogState::label).collect(Collectors.joining(", ")));
        }
        return state.label();
    }

    private static Pattern pattern(String text) {
        if (text.length() > LONGEST_PATTERN) {
            throw ApiException.badRequest("from", "the pattern has " + text.length() + " characters; at most "
                    + LONGEST_PATTERN + " are taken");
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            int position = Math.max(0, text.indexOf(e.getPattern()));
            throw ApiException.badRequest("from", "from='" + text + "' is no regular expression (RE2): "
                    + e.getDescription() + " at position " + (position + 1) + ", near '" + e.getPattern() + "'");
        }
    }

    @GetMapping("/v1/dialogs/{callId}")
    DialogDetail dialog(@PathVariable String callId, @RequestParam(required = false) @Nullable String method) {
        Found found = finder.dialog(callId, method);
        return new DialogDetail(found.view(), finder.streams(found), path(callId) + "/messages",
                expiries.of(List.of(found)));
    }

    private static String path(String callId) {
        return "/v1/dialogs/" + URLEncoder.encode(callId, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
