package io.sipvault.indexer.dialog;

import org.jspecify.annotations.Nullable;

/**
 * Intervals in whole milliseconds, each null when one of its ends was not seen; never 0 for want of evidence. Both ends
 * are taken from the clock of one vantage.
 *
 * @param tryingDelayMs
 *            INVITE to 100
 * @param pddMs
 *            post-dial delay: INVITE, the authenticated one after a challenge, to the first 18x
 * @param setupMs
 *            that INVITE to its 2xx
 * @param ringMs
 *            first 18x to 2xx
 * @param teardownMs
 *            BYE to its final response
 * @param talkMs
 *            2xx, or the ACK where the 2xx was missed, to BYE
 */
public record DialogTiming(@Nullable Long tryingDelayMs, @Nullable Long pddMs, @Nullable Long setupMs,
        @Nullable Long ringMs, @Nullable Long teardownMs, @Nullable Long talkMs) {
    static final DialogTiming NONE = new DialogTiming(null, null, null, null, null, null);
}
