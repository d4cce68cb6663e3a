package io.sipvault.agent.center;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Measures by how much the clock of the center differs from this machine's, as NTP does (RFC 5905 8): half of what the way
 * there and back took is put down to each. Of the last samples the one that was under way for the shortest time counts, since
 * it can be wrong by the least. Safe for use by many threads.
 */
final class ClockOffset {
    private static final int SAMPLES = 8;
    private static final double NANOS_PER_MS = 1e6;

    private record Sample(Duration underWay, double offsetMs) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private volatile @Nullable Double best;

    /**
     * Takes a request and its answer.
     *
     * @param sent
     *            by this clock
     * @param received
     *            by the center's
     * @param answered
     *            by the center's
     * @param arrived
     *            by this clock
     */
    synchronized void sample(Instant sent, Instant received, Instant answered, Instant arrived) {
        Duration underWay = Duration.between(sent, arrived).minus(Duration.between(received, answered));
        if (underWay.isNegative()) {
            // a clock was set meanwhile
            return;
        }
        Duration twice = Duration.between(sent, received).plus(Duration.between(arrived, answered));
        samples.addLast(new Sample(underWay, twice.toSeconds() * 500.0 + twice.toNanosPart() / NANOS_PER_MS / 2));
        if (samples.size() > SAMPLES) {
            samples.removeFirst();
        }
        best = samples.stream().min(Comparator.comparing(Sample::underWay)).map(Sample::offsetMs).orElse(null);
    }

    /** Milliseconds to add to a time of this machine to get the center's; null before the first sample. */
    @Nullable
    Double ms() {
        return best;
    }
}
