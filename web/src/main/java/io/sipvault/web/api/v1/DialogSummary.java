package io.sipvault.web.api.v1;

import io.sipvault.indexer.view.DialogView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the list of dialogs. */
record DialogSummary(String callId, String from, String to, String state, String method, @Nullable Integer finalStatus,
        double durationSec, int msgCount, Timing timing, Instant createdAt, Instant updatedAt, String id, String call) {
    /** Whole milliseconds, null where not observed. */
    record Timing(@Nullable Long pddMs, @Nullable Long setupMs, int retransmits) {}

    static DialogSummary of(DialogView d) {
        return new DialogSummary(d.callId(), d.from(), d.to(), d.state(), d.method(), d.finalStatus(), d.durationSec(),
                d.msgCount(), new Timing(d.timing().pddMs(), d.timing().setupMs(), d.timing().retransmits()),
                d.createdAt(), d.updatedAt(), d.id(), d.call());
    }
}
