package io.sipvault.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Period;
import org.junit.jupiter.api.Test;

class AgesTest {
    @Test
    void saysAgesInWords() {
        assertThat(Ages.words(Period.parse("P1Y6M"))).isEqualTo("1 year 6 months");
        assertThat(Ages.words(Period.parse("P90D"))).isEqualTo("90 days");
        assertThat(Ages.words(Duration.parse("PT36H"))).isEqualTo("36 hours");
        assertThat(Ages.words(Duration.parse("PT1M0.001S"))).isEqualTo("1 minute 1 millisecond");
        assertThat(Ages.words(Duration.ZERO)).isEqualTo("no time");
    }
}
