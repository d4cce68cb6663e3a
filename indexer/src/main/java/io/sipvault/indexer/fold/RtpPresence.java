package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a vantage saw any RTP while a call was up: only then does the absence of the call's own say anything. A dialog that
 * was judged without is judged again when RTP of its time comes.
 */
final class RtpPresence {
    private final IndexLookup lookup;
    private final boolean indexHasStreams;
    /** Of the streams of this batch, by vantage: start and end, not overlapping once sealed. */
    private final Map<String, List<long[]>> seen = new HashMap<>();

    RtpPresence(IndexLookup lookup) {
        this.lookup = lookup;
        this.indexHasStreams = lookup.hasStreams();
    }

    void add(String vantage, StreamView view) {
        seen.computeIfAbsent(vantage, v -> new ArrayList<>())
                .add(new long[]{ViewJson.ns(view.firstSeen()), ViewJson.ns(view.lastSeen())});
    }

    /** Joins overlapping times; call it once all streams were added. */
    void seal() {
        seen.replaceAll((vantage, times) -> joined(times));
    }

    private static List<long[]> joined(List<long[]> times) {
        List<long[]> sorted = new ArrayList<>(times);
        sorted.sort((a, b) -> Long.compare(a[0], b[0]));
        List<long[]> joined = new ArrayList<>();
        for (long[] time : sorted) {
            if (!joined.isEmpty() && time[0] <= joined.getLast()[1]) {
                joined.getLast()[1] = Math.max(joined.getLast()[1], time[1]);
            } else {
                joined.add(new long[]{time[0], time[1]});
            }
        }
        return joined;
    }

    /** Dialogs of the index that were judged without RTP, and must be judged again. */
    List<StoredDocument> awaiting() {
        List<StoredDocument> found = new ArrayList<>();
        seen.forEach((vantage, times) -> {
            for (long[] time : times) {
                found.addAll(lookup.awaitingRtp(vantage, time[0], time[1]));
            }
        });
        return found;
    }

    boolean during(Dialog dialog) {
        for (String vantage : dialog.vantages()) {
            for (long[] time : seen.getOrDefault(vantage, List.of())) {
                if (time[0] <= dialog.updatedNs() && time[1] >= dialog.startNs()) {
                    return true;
                }
            }
            if (indexHasStreams && lookup.hasStreamBetween(vantage, dialog.startNs(), dialog.updatedNs())) {
                return true;
            }
        }
        return false;
    }
}
