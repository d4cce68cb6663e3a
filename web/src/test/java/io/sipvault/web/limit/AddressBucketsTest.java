package io.sipvault.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many tokens an address gets. */
final class AddressBucketsTest {
    private static final String HOME = "127.0.0.1";

    private final AtomicLong nowNs = new AtomicLong(Long.MAX_VALUE - 10);
    private final AddressBuckets buckets = new AddressBuckets(10, Duration.ofSeconds(1), 3, nowNs::get);

    private long taken(String address) {
        return IntStream.range(0, 50).filter(n -> buckets.take(address).isZero()).count();
    }

    @Test
    void givesOutWhatABucketHolds() {
        assertThat(taken(HOME)).isEqualTo(10);
        assertThat(buckets.take(HOME)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void fillsWithTime() {
        taken(HOME);
        nowNs.addAndGet(Duration.ofMillis(300).toNanos());
        assertThat(taken(HOME)).isEqualTo(3);
        nowNs.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(taken(HOME)).isEqualTo(10);
    }

    @Test
    void countsAddressesApart() {
        taken(HOME);
        assertThat(taken("127.0.0.2")).isEqualTo(10);
    }

    @Test
    void countsANetworkOfVersion6Together() {
        taken("2001:db8:0:1::1");
        assertThat(taken("2001:db8:0:1:ffff::2")).isZero();
        assertThat(taken("2001:db8:0:2::1")).isEqualTo(10);
    }

    @Test
    void takesWhatIsNoAddressAsItIs() {
        assertThat(taken("unix:socket")).isEqualTo(10);
        assertThat(taken("")).isEqualTo(10);
    }

    @Test
    void keepsSoManyAddressesOnly() {
        IntStream.range(0, 1_000).forEach(n -> buckets.take("10.0.0." + n));
        assertThat(buckets.size()).isEqualTo(3);
    }
}
