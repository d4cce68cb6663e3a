package io.sipvault.cli;

import io.sipvault.indexer.query.QueryParser;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** The call that the demo shows: one with a problem worth seeing. */
final class CallOfInterest {
    private static final List<String> QUERIES = List.of("problem:one_way_audio", "method:INVITE status:5xx",
            "method:INVITE", "");

    private CallOfInterest() {}

    static String callId(EvidenceSearch search) {
        for (String query : QUERIES) {
            List<Hit> hits = search.search(QueryParser.parse(query, ZoneOffset.UTC, Clock.systemUTC()), Row.CALLS,
                    null, 1).hits();
            if (!hits.isEmpty()) {
                return ViewJson.read(hits.getFirst().display(), DialogView.class).callId();
            }
        }
        throw new ForensicException(ErrorCode.NOT_FOUND, "the samples hold no call; is sample-data whole?");
    }
}
