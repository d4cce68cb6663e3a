package io.sipvault.web.evidence;

import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.problem.ApiException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds dialogs and calls by their names. */
@Component
public final class CallFinder {
    private static final String CALL = "INVITE";

    private final EvidenceSearch search;
    private final DialogReader reader;

    CallFinder(EvidenceSearch search, DialogReader reader) {
        this.search = search;
        this.reader = reader;
    }

    /** A document and what is shown of it. */
    public record Found(Hit hit, DialogView view) {
        static Found of(Hit hit) {
            return new Found(hit, ViewJson.read(hit.display(), DialogView.class));
        }
    }

    /**
     * The entry of a Call-ID: the call's before any other usage, of several days the latest.
     *
     * @param method
     *            the method that began the usage; null for any
     * @throws ApiException
     *             404
     */
    public Found dialog(String callId, @Nullable String method) {
        return search.byCallId(Row.DIALOGS, callId).stream().map(Found::of)
                .filter(found -> method == null || found.view.method().equalsIgnoreCase(method))
                .max(Comparator.comparing((Found found) -> found.view.method().equals(CALL))
                        .thenComparing(found -> found.view.createdAt()))
                .orElseThrow(() -> ApiException.notFound("no " + (method == null ? "dialog" : method + " dialog")
                        + " has the Call-ID '" + callId + "'; Call-IDs are case-sensitive, /v1/dialogs?q=... finds"
                        + " them by number and time"));
    }

    /** All legs of the call that a dialog belongs to, itself included, in order of start. */
    public List<Found> legs(Found dialog) {
        Map<String, Found> legs = new LinkedHashMap<>();
        for (DialogView.LegView leg : dialog.view.legs()) {
            search.byTerm(Row.DIALOGS, IndexField.ID, leg.dialog()).forEach(hit -> legs.put(hit.id(), Found.of(hit)));
        }
        legs.putIfAbsent(dialog.hit.id(), dialog);
        return List.copyOf(legs.values());
    }

    /** The RTP streams of a dialog, in order of start. */
    public List<StreamView> streams(Found dialog) {
        return reader.streams(dialog.hit, search).stream()
                .map(hit -> ViewJson.read(hit.display(), StreamView.class)).toList();
    }

    /** The RTP streams of several dialogs, each once. */
    public List<StreamView> streams(List<Found> dialogs) {
        Map<String, StreamView> streams = new LinkedHashMap<>();
        for (Found dialog : dialogs) {
            for (Hit hit : reader.streams(dialog.hit, search)) {
                streams.computeIfAbsent(hit.id(), id -> ViewJson.read(hit.display(), StreamView.class));
            }
        }
        return new ArrayList<>(streams.values());
    }

    /**
     * A call by its id or that of a leg. The id of a call of one leg is that leg's, which goes on to answer when others
     * are tied to it.
     *
     * @throws ApiException
     *             404
     */
    public Found call(String id) {
        Found found = search.byId(id).map(Found::of)
                .orElseThrow(() -> ApiException.notFound("no call has the id '" + id + "'; /v1/calls lists their ids"));
        return found.view.legs().size() < 2 ? found : search.byId(found.view.call()).map(Found::of).orElse(found);
    }
}
