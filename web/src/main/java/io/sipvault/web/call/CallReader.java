package io.sipvault.web.call;

import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.fold.DialogReader.FoldedDialog;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.coverage.CallCoverage;
import io.sipvault.web.coverage.CallCoverages;
import io.sipvault.web.evidence.CallFinder;
import io.sipvault.web.evidence.CallFinder.Found;
import io.sipvault.web.evidence.Expiries;
import io.sipvault.web.evidence.Expiries.Expired;
import io.sipvault.web.logs.CallLine;
import io.sipvault.web.logs.CallLogs;
import io.sipvault.web.problem.ApiException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Gathers what is known of a call: from the index, and its messages from the archive. */
@Component
final class CallReader {
    private final CallFinder finder;
    private final DialogReader dialogs;
    private final EvidenceSearch search;
    private final Expiries expiries;
    private final CallCoverages coverages;

    CallReader(CallFinder finder, DialogReader dialogs, EvidenceSearch search, Expiries expiries,
            CallCoverages coverages) {
        this.coverages = coverages;
        this.finder = finder;
        this.dialogs = dialogs;
        this.search = search;
        this.expiries = expiries;
    }

    /** A stream and the id that its parts of a page are named by. */
    record Stream(String id, StreamView view) {}

    /**
     * A call.
     *
     * @param legs
     *            its dialogs in order of start; a message is named by the leg's place here and its own in the leg
     * @param expired
     *            which of its packets are kept no longer
     * @param folded
     *            the same with their messages
     * @param coverage
     *            whether all of it was seen
     */
    record Call(Found call, List<Found> legs, List<FoldedDialog> folded, List<Stream> streams, List<CallLine> logs,
            List<Expired> expired, CallCoverage coverage) {}

    /** @throws ApiException 404 */
    Call read(String id) {
        Found call = finder.call(id);
        List<Found> legs = legs(call);
        List<DialogView> views = legs.stream().map(Found::view).toList();
        List<Stream> streams = streams(legs);
        return new Call(call, legs, legs.stream().map(this::fold).toList(), streams, CallLogs.lines(views, search),
                expiries.of(legs), coverages.of(views.isEmpty() ? List.of(call.view()) : views,
                        streams.stream().map(Stream::view).toList()));
    }

    /** The id of the call that a Call-ID belongs to. */
    String idOf(String callId) {
        return finder.dialog(callId, null).hit().id();
    }

    /** The document of a call of several legs is none of them. */
    private List<Found> legs(Found call) {
        boolean joined = call.view().legs().size() > 1;
        return finder.legs(call).stream().filter(leg -> !joined || !leg.hit().id().equals(call.hit().id()))
                .sorted(Comparator.comparing(leg -> leg.view().createdAt())).toList();
    }

    private FoldedDialog fold(Found leg) {
        return dialogs.read(leg.hit(), Long.MIN_VALUE);
    }

    /**
     * One leg with its messages.
     *
     * @param leg
     *            its place in the call
     * @throws ApiException
     *             404
     */
    FoldedDialog leg(String id, int leg) {
        List<Found> legs = legs(finder.call(id));
        if (leg < 0 || leg >= legs.size()) {
            throw ApiException.notFound("the call '" + id + "' has " + legs.size() + " legs, so none at " + leg);
        }
        return fold(legs.get(leg));
    }

    /** With those of which only RTCP was seen behind the others. */
    private List<Stream> streams(List<Found> legs) {
        Map<String, Stream> streams = new LinkedHashMap<>();
        List<Hit> hits = new ArrayList<>();
        legs.forEach(leg -> hits.addAll(dialogs.streams(leg.hit(), search)));
        legs.forEach(leg -> hits.addAll(dialogs.reportedStreams(leg.hit(), search)));
        hits.forEach(hit -> streams.computeIfAbsent(hit.id(),
                id -> new Stream(id, ViewJson.read(hit.display(), StreamView.class))));
        return List.copyOf(streams.values());
    }
}
