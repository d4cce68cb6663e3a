package io.sipvault.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.jobs.launch.Installation;
import io.sipvault.jobs.launch.RebuildRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

final class FiguresTest {
    /** 2026-03-01T12:00:00Z. */
    private static final long NOON_NS = 1_772_366_400_000_000_000L;
    private static final long HOUR_NS = 3_600_000_000_000L;

    @TempDir
    private Path root;
    private Installation installation;

    @BeforeEach
    void start() {
        installation = Installation.start(root);
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    private FigureSums sums() {
        return new FigureTable(installation.bean(JdbcTemplate.class)).read();
    }

    private ChunkId index(String callId, long startNs) throws IOException {
        ChunkId chunk = installation.archiveCall(callId, startNs);
        installation.runs().discover();
        installation.runs().runAll();
        return chunk;
    }

    @Test
    void countsMessagesPacketsAndDelaysOfWhatIsIndexed() throws IOException {
        index("one@example.com", NOON_NS);

        assertThat(sums().of(Figure.MESSAGES)).isEqualTo(Map.of("INVITE", 1.0, "ACK", 1.0, "BYE", 1.0));
        assertThat(sums().of(Figure.RESPONSES)).isEqualTo(Map.of("180", 1.0, "200", 2.0));
        assertThat(sums().of(Figure.PACKETS, "")).isEqualTo(6);
        assertThat(sums().of(Figure.PDD)).isEqualTo(Map.of("0.5", 1.0, Figure.SUM, 0.2));
    }

    @Test
    void countsADialogOnceHoweverOftenItIsFolded() throws IOException {
        index("one@example.com", NOON_NS);
        index("one@example.com", NOON_NS + 1);
        installation.bean(RebuildRun.class).run();

        assertThat(sums().of(Figure.PACKETS, "")).isEqualTo(12);
        assertThat(sums().of(Figure.PDD, "0.5")).isEqualTo(1);
    }

    @Test
    void keepsSumsOverARestart() throws IOException {
        index("one@example.com", NOON_NS);
        installation.close();
        installation = Installation.start(root);

        index("two@example.com", NOON_NS + HOUR_NS);

        assertThat(sums().of(Figure.PACKETS, "")).isEqualTo(12);
        assertThat(sums().of(Figure.PDD, "0.5")).isEqualTo(2);
    }

    /** The documents are durable before their sums: a process that died between the two wrote the first alone. */
    @Test
    void countsOnceWhatWasWrittenByAFoldThatDiedBeforeItsSumsWereDurable() throws IOException {
        index("one@example.com", NOON_NS);
        ChunkId dead = installation.archiveCall("two@example.com", NOON_NS + HOUR_NS);
        ChunkId also = installation.archiveCall("two@example.com", NOON_NS + HOUR_NS + 1);
        FigureSums before = sums();
        installation.runs().discover();
        installation.runs().runAll();
        FigureSums after = sums();
        JdbcTemplate jdbc = installation.bean(JdbcTemplate.class);
        jdbc.update("DELETE FROM figure");
        new FigureTable(jdbc).add(before);
        for (ChunkId chunk : new ChunkId[]{dead, also}) {
            jdbc.update("UPDATE chunk SET state = 'DECODED', folded_at = NULL WHERE id = ?", chunk.toString());
        }

        installation.runs().runAll();

        for (Figure figure : Figure.values()) {
            assertThat(sums().of(figure)).as(figure.series()).isEqualTo(after.of(figure));
        }
        assertThat(sums().of(Figure.PDD, "0.5")).isEqualTo(2);
    }

    @Test
    void putsValuesIntoTheBucketsThatHoldThem() {
        FigureSums sums = new FigureSums();
        for (double value : new double[]{0, 0.1, 0.11, 10, 10.01, 99}) {
            sums.observe(Figure.LOSS, value);
        }

        assertThat(sums.of(Figure.LOSS)).containsEntry("0.1", 2.0).containsEntry("0.5", 1.0).containsEntry("10", 1.0)
                .containsEntry(Figure.REST, 2.0).hasSize(5);
    }
}
