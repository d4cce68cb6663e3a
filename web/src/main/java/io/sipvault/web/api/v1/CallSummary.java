package io.sipvault.web.api.v1;

import io.sipvault.indexer.view.DialogView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the list of calls.
 *
 * @param path
 *            the hops that its messages took
 * @param verdict
 *            what happened, in a sentence
 * @param mosCaller
 *            lowest score of what the caller heard; null without one
 * @param coverage
 *            observers that saw it, and how many streams of it
 * @param legs
 *            with the reason that ties each
 */
record CallSummary(String id, Instant start, String from, String to, String did, List<String> path, String state,
        String method, @Nullable Integer finalStatus, double durationSec, @Nullable Long talkMs,
        @Nullable String endedBy, String verdict, List<String> problems, @Nullable Double mosCaller,
        @Nullable Double mosCallee, Coverage coverage, List<DialogView.LegView> legs, String callId) {
    /** What was seen of a call. */
    record Coverage(List<String> agents, int streams, int messages) {}

    static CallSummary of(String id, DialogView d) {
        return new CallSummary(id, d.createdAt(), d.from(), d.to(), d.did(), d.hops(), d.state(), d.method(),
                d.finalStatus(), d.durationSec(), d.timing().talkMs(), d.endedBy(), d.diagnosis().summary(),
                d.diagnosis().problems().stream().map(p -> p.code()).distinct().toList(), d.quality().mosCaller(),
                d.quality().mosCallee(), new Coverage(d.agents(), d.quality().streams(), d.msgCount()), d.legs(),
                d.callId());
    }
}
