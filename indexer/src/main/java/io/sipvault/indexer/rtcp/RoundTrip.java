package io.sipvault.indexer.rtcp;

import org.jspecify.annotations.Nullable;

/**
 * Network round trips of a stream's two ends, as the point of capture sees them.
 *
 * @param toReceiverMs
 *            median from here to the receiver and back; null when no report answered a sender report that was seen
 * @param toSenderMs
 *            median from here to the sender and back
 * @param reports
 *            how many reports gave a round trip
 */
public record RoundTrip(@Nullable Double toReceiverMs, @Nullable Double toSenderMs, int reports) {
    /** From end to end and back; null when one half is not known. */
    public @Nullable Double wholeMs() {
        return toReceiverMs == null || toSenderMs == null ? null : Double.valueOf(toReceiverMs + toSenderMs);
    }
}
