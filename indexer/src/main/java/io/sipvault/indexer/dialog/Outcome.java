package io.sipvault.indexer.dialog;

import org.jspecify.annotations.Nullable;

/**
 * What the state machine of a usage found.
 *
 * @param decision
 *            final response to the request that counts
 * @param answer
 *            from which on there was a call
 * @param end
 *            after which there was none
 * @param dueNs
 *            when the state changes if nothing more comes, 0 when it does not
 */
record Outcome(DialogState state, @Nullable SeenMessage decision, @Nullable SeenMessage answer,
        @Nullable SeenMessage end, Side endedBy, DialogTiming timing, Milestones milestones,
        @Nullable Registration registration, long dueNs) {
    static Outcome of(DialogState state, @Nullable SeenMessage decision, DialogTiming timing, Milestones milestones) {
        return new Outcome(state, decision, null, null, Side.UNKNOWN, timing, milestones, null, 0);
    }

    Outcome lasting(@Nullable Registration granted, long untilNs) {
        return new Outcome(state, decision, answer, end, endedBy, timing, milestones, granted, untilNs);
    }
}
