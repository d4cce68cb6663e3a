package io.sipvault.agent.hep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    private static int passing(TokenBucket bucket, int times, long nowNanos) {
        int passed = 0;
        for (int i = 0; i < times; i++) {
            passed += bucket.take(nowNanos) ? 1 : 0;
        }
        return passed;
    }

    @Test
    void letsABurstOfOnePeriodPassAndThenTheRateAlsoWhereTheClockWraps() {
        long start = Long.MAX_VALUE;
        TokenBucket bucket = new TokenBucket(100, Duration.ofSeconds(1), start);

        assertThat(passing(bucket, 500, start)).isEqualTo(100);
        assertThat(passing(bucket, 500, start + SECOND / 10)).isEqualTo(10);
        assertThat(passing(bucket, 500, start + 3 * SECOND)).isEqualTo(100);
    }

    @Test
    void givesWhatIsLessThanOneToLaterOnes() {
        TokenBucket bucket = new TokenBucket(1, Duration.ofMinutes(1), 0);
        int passed = 0;
        for (int second = 0; second <= 600; second++) {
            passed += bucket.take(second * SECOND) ? 1 : 0;
        }
        assertThat(passed).isBetween(10, 11);
    }
}
