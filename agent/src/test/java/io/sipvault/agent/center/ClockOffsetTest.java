package io.sipvault.agent.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How a clock is measured. Times are milliseconds. */
final class ClockOffsetTest {
    private final ClockOffset offset = new ClockOffset();

    private void sample(long sent, long received, long answered, long arrived) {
        offset.sample(ms(sent), ms(received), ms(answered), ms(arrived));
    }

    private static Instant ms(long ms) {
        return Instant.ofEpochMilli(1_800_000_000_000L + ms);
    }

    private void is(double expected) {
        Double found = offset.ms();
        assertThat(found).isNotNull();
        assertThat(found).isCloseTo(expected, within(1e-6));
    }

    @Test
    void isNotKnownWithoutAnAnswer() {
        assertThat(offset.ms()).isNull();
    }

    @Test
    void putsHalfOfTheWayDownToEachDirection() {
        sample(0, 10_005, 10_105, 110);

        is(10_000);
    }

    @Test
    void isNegativeWhereTheCenterIsBehind() {
        sample(100_000, 5, 6, 100_011);

        is(-100_000);
    }

    @Test
    void believesTheSampleThatWasUnderWayForTheShortestTime() {
        sample(0, 1_000, 1_000, 10);
        sample(20_000, 20_940, 20_940, 20_100);
        sample(30_000, 31_010, 31_010, 30_040);

        is(995);
    }

    @Test
    void forgetsSamplesOfLongAgo() {
        sample(0, 1_000, 1_000, 2);
        for (int n = 1; n <= 8; n++) {
            sample(10_000L * n, 10_000L * n + 55, 10_000L * n + 55, 10_000L * n + 10);
        }

        is(50);
    }

    @Test
    void leavesOutWhatWasMeasuredWhileAClockWasSet() {
        sample(0, 100, 100, -5_000);

        assertThat(offset.ms()).isNull();
    }
}
