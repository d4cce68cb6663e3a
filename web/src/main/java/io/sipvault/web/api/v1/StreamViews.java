package io.sipvault.web.api.v1;

import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import java.util.List;

/** Streams as they are shown. */
final class StreamViews {
    static final int SCHEMA_VERSION = 1;

    private StreamViews() {}

    static List<StreamView> of(List<Hit> hits) {
        return hits.stream().map(hit -> ViewJson.read(hit.display(), StreamView.class)).toList();
    }
}
