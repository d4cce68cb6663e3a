package io.sipvault.jobs.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.jobs.work.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexMergesTest {
    private static final long NOON_NS = 1_772_366_400_000_000_000L;

    @TempDir
    private Path root;

    private Installation withThreeCalls(Duration later) throws IOException {
        Installation installation = Installation.start(root, Clock.offset(Clock.systemUTC(), later), null);
        for (String call : List.of("one", "two", "three")) {
            installation.archiveCall(call + "@example.com", NOON_NS);
            installation.runs().discover();
            installation.runs().runAll();
        }
        return installation;
    }

    @Test
    void mergeADayThatRestsOnce() throws IOException {
        try (Installation installation = withThreeCalls(Duration.ofHours(2))) {
            List<String> before = installation.dialogs();
            IndexSchedule schedule = installation.bean(IndexSchedule.class);

            assertThat(schedule.dailyMerges()).isEqualTo(1);

            assertThat(installation.dialogs()).hasSize(3).isEqualTo(before);
            assertThat(schedule.dailyMerges()).isZero();
            installation.archiveCall("four@example.com", NOON_NS);
            schedule.daily();
            assertThat(installation.dialogs()).hasSize(4);
        }
    }

    @Test
    void leaveADayThatWasJustWritten() throws IOException {
        try (Installation installation = withThreeCalls(Duration.ZERO)) {
            assertThat(installation.bean(IndexSchedule.class).dailyMerges()).isZero();
        }
    }

    @Test
    void beginNothingWhenTheServerStops() throws IOException {
        try (Installation installation = withThreeCalls(Duration.ofHours(2))) {
            installation.bean(Workers.class).finish();

            assertThat(installation.bean(IndexSchedule.class).dailyMerges()).isZero();
            assertThat(installation.dialogs()).hasSize(3);
        }
    }
}
