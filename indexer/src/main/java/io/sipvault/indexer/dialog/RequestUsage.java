package io.sipvault.indexer.dialog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** OPTIONS, MESSAGE, PUBLISH and unknown methods: each request stands alone, the last one tells how it stands. */
final class RequestUsage {
    private RequestUsage() {}

    static Outcome judge(Attempts attempts) {
        List<Attempt> all = attempts.all();
        Attempt last = all.isEmpty() ? null : all.getLast();
        SeenMessage decision = last == null ? null : last.decision();
        SeenMessage request = last == null ? null : last.request();
        return Outcome.of(state(decision), decision, CallTiming.ofRequest(last), Milestones.of(request, all));
    }

    static DialogState state(@Nullable SeenMessage decision) {
        if (decision == null) {
            return DialogState.TRYING;
        }
        if (decision.isSuccess()) {
            return DialogState.COMPLETED;
        }
        return decision.status() < 400 ? DialogState.REDIRECTED : DialogState.FAILED;
    }
}
