package io.sipvault.web.api.v1;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sipvault.indexer.dialog.DialogState;
import io.sipvault.indexer.query.QueryField;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.FacetCount;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.Facet;
import io.sipvault.indexer.search.SearchRound;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/stats}: counts of dialogs and streams, and delays. */
@RestController
final class StatsResource {
    private static final int STATES = DialogState.values().length;
    private static final List<Double> SHARES = List.of(0.50, 0.95, 0.99);

    private final EvidenceSearch search;
    private final Clock clock;

    StatsResource(EvidenceSearch search, Clock clock) {
        this.search = search;
        this.clock = clock;
    }

    /** @param byState every state that there is, in lower case */
    record Dialogs(long total, long active, long completed, long failed, long cancelled, Map<String, Long> byState) {}

    record Streams(long total, long orphaned) {}

    /** Milliseconds, null where no call had a delay. */
    record Timing(@Nullable Long pddP50Ms, @Nullable Long pddP95Ms, @Nullable Long pddP99Ms) {}

    record Stats(int schemaVersion, Dialogs dialogs, Streams streams, Timing timing,
            @JsonUnwrapped Completeness completeness) {}

    @GetMapping("/v1/stats")
    Stats stats(@RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until) {
        QueryNode all = new ListRequest(clock).since(since).until(until).node();
        QueryNode orphans = new ListRequest(clock).since(since).until(until)
                .with(new QueryNode.Not(new QueryNode.Present(QueryField.CALL_ID))).node();
        SearchRound round = search.round();
        List<@Nullable Long> delays = round.postDialDelays(all, Row.DIALOGS, SHARES);
        Dialogs dialogs = dialogs(round.count(all, Row.DIALOGS, Facet.STATE, STATES));
        Streams streams = new Streams(round.count(all, Row.STREAMS),
                round.count(orphans, Row.STREAMS));
        return new Stats(1, dialogs, streams, new Timing(delays.get(0), delays.get(1), delays.get(2)),
                Completeness.of(round));
    }

    private static Dialogs dialogs(List<FacetCount> counts) {
        Map<String, Long> byState = new TreeMap<>();
        Arrays.stream(DialogState.values()).forEach(state -> byState.put(key(state), 0L));
        long active = 0;
        long total = 0;
        for (FacetCount count : counts) {
            DialogState state = DialogState.ofLabel(count.value());
            total += count.count();
            if (state != null) {
                byState.put(key(state), count.count());
                active += state.isActive() ? count.count() : 0;
            }
        }
        return new Dialogs(total, active, of(byState, DialogState.COMPLETED), of(byState, DialogState.FAILED),
                of(byState, DialogState.CANCELLED), byState);
    }

    private static String key(DialogState state) {
        return state.label().toLowerCase(java.util.Locale.ROOT);
    }

    private static long of(Map<String, Long> byState, DialogState state) {
        return byState.getOrDefault(key(state), 0L);
    }
}
