package io.sipvault.jobs.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an index says of its format, and what becomes of one that is of another version. */
final class IndexMarksTest {
    private static final long NOON_NS = 1_772_366_400_000_000_000L;

    @TempDir
    private Path root;
    private DataDirectory data;

    @BeforeEach
    void indexACall() throws IOException {
        data = new DataDirectory(root);
        try (Installation installation = Installation.start(root)) {
            installation.archiveCall("one@example.com", NOON_NS);
            installation.runs().discover();
            installation.runs().runAll();
        }
    }

    private Path format() {
        return data.index().resolve("format");
    }

    @Test
    void lackNothingInAnIndexThatWasJustBegunOrIsNotThere() {
        assertThat(format()).hasContent("3");
        assertThat(IndexMarks.lack(data)).isEmpty();
        assertThat(IndexMarks.lack(new DataDirectory(root.resolve("elsewhere")))).isEmpty();
    }

    @Test
    void tellAnIndexOfBeforeByItsSilenceUntilItIsRebuilt() throws IOException {
        Files.delete(format());

        assertThat(IndexMarks.lack(data)).hasValueSatisfying(lack -> assertThat(lack).contains("number or user"));
        try (Installation installation = Installation.start(root)) {
            assertThat(installation.dialogs()).as("searched meanwhile").hasSize(1);
            installation.archiveCall("two@example.com", NOON_NS);
            installation.runs().discover();
            installation.runs().runAll();
            assertThat(IndexMarks.lack(data)).as("written on meanwhile").isPresent();

            installation.bean(RebuildRun.class).run();

            assertThat(installation.dialogs()).hasSize(2);
        }
        assertThat(IndexMarks.lack(data)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4,A later one made it", "two,should hold the number"})
    void refuseAnIndexThatThisProgramCannotRead(String mark, String reason) throws IOException {
        Files.writeString(format(), mark);

        assertThatThrownBy(() -> IndexMarks.lack(data)).isInstanceOf(ForensicException.class)
                .hasMessageContaining(reason).hasMessageContaining("jobs --rebuild");
        assertThatThrownBy(() -> Installation.start(root)).hasStackTraceContaining("format");
    }
}
