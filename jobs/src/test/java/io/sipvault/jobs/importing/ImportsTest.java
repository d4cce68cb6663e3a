package io.sipvault.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.importing.Imports.Received;
import io.sipvault.jobs.launch.Installation;
import io.sipvault.jobs.launch.SipCapture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

final class ImportsTest {
    /** 2026-03-01T12:00:00Z. */
    private static final long NOON_NS = 1_772_366_400_000_000_000L;
    private static final String STAGED = "staging/received";

    @TempDir
    private Path root;
    private Installation installation;

    @BeforeEach
    void start() {
        installation = Installation.start(root, Map.of("sipvault.imports.most-staged", "64KB"));
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    private Imports imports() {
        return installation.bean(Imports.class);
    }

    private byte[] capture(String callId) throws IOException {
        return Files.readAllBytes(SipCapture.ofCall(root.resolve(callId + ".pcap"), callId, NOON_NS));
    }

    private Received receive(byte[] body) throws IOException {
        return imports().receive(new ByteArrayInputStream(body), "../../etc/day.pcap", "proxy-1", body.length);
    }

    /** Asks again and again: an import that never ends never lets this return. */
    private ImportRow ended(String id) {
        ImportRow row = imports().find(id).orElseThrow();
        while (row.ended() == null) {
            Thread.onSpinWait();
            row = imports().find(id).orElseThrow();
        }
        return row;
    }

    @Test
    void archivesAndIndexesInTheBackgroundWhatItReceives() throws IOException {
        Received received = receive(capture("one@example.com"));

        assertThat(received.known()).isFalse();
        ImportRow row = ended(received.row().id());
        assertThat(row.state()).isEqualTo(ImportState.DONE);
        assertThat(row.name()).isEqualTo("day.pcap");
        assertThat(row.agent()).isEqualTo("proxy-1");
        assertThat(row.packets()).isPositive();
        assertThat(imports().progress(row)).isEqualTo(new Imports.Progress(row.fileBytes(), 1));
        assertThat(installation.dialogs()).singleElement().asString().contains("one@example.com").contains("proxy-1");
        assertThat(staged()).isEmpty();
        assertThat(imports().summary(1, List.of(row.id()), List.of()).sipMessages()).isPositive();
    }

    @Test
    void answersWithTheFirstImportOfTheSameFile() throws IOException {
        byte[] body = capture("one@example.com");
        ImportRow first = ended(receive(body).row().id());

        Received again = imports().receive(new ByteArrayInputStream(body), "other-name.pcap", "import", -1);

        assertThat(again.known()).isTrue();
        assertThat(again.row()).isEqualTo(first);
        assertThat(imports().list(null, 10)).containsExactly(first);
        assertThat(staged()).isEmpty();
    }

    @Test
    void saysWhyAFileFailedAndTakesItAgain() throws IOException {
        byte[] body = new byte[1000];
        ImportRow row = ended(receive(body).row().id());

        assertThat(row.state()).isEqualTo(ImportState.FAILED);
        assertThat(row.reason()).contains("day.pcap").contains("neither pcap nor pcapng").doesNotContain("received");
        assertThat(staged()).isEmpty();
        assertThat(receive(body).known()).isFalse();
        assertThat(ended(row.id()).state()).isEqualTo(ImportState.FAILED);
    }

    @Test
    void refusesMoreThanMayWaitAndKeepsNothingOfIt() throws IOException {
        byte[] body = new byte[65 << 10];

        assertThatThrownBy(() -> receive(body)).isInstanceOfSatisfying(ForensicException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL)).hasMessageContaining("most-staged");
        assertThatThrownBy(() -> imports().receive(new ByteArrayInputStream(body), "a", "import", -1))
                .hasMessageContaining("most-staged");
        assertThat(staged()).isEmpty();
        assertThat(ended(receive(capture("one@example.com")).row().id()).state()).isEqualTo(ImportState.DONE);
    }

    @Test
    void keepsNothingOfABodyThatBreaksOff() throws IOException {
        InputStream broken = new InputStream() {
            private int left = 1000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("connection reset");
                }
                return 'a';
            }
        };

        assertThatThrownBy(() -> imports().receive(broken, "a.log", "import", 5000)).hasMessage("connection reset");
        assertThatThrownBy(() -> receive(new byte[0])).hasMessageContaining("the body is empty");
        assertThat(staged()).isEmpty();
        assertThat(imports().count()).isZero();
    }

    @Test
    void refusesNamesThatNoAgentHas() {
        for (String agent : List.of("", "a b", "../x", "<script>", "-x", "a".repeat(101))) {
            assertThatThrownBy(() -> imports().receive(new ByteArrayInputStream(new byte[1]), "a", agent, 1))
                    .as(agent).hasMessageContaining("is no name of an observer");
        }
    }

    @Test
    void goesOnWithWhatAKillLeftInTheMiddle() throws IOException {
        byte[] body = capture("one@example.com");
        String id = ended(receive(body).row().id()).id();
        String folder = Files.createDirectories(root.resolve(STAGED).resolve("upload-left")).getFileName().toString();
        Files.write(root.resolve(STAGED).resolve(folder).resolve("day.pcap"), body);
        Files.createDirectories(root.resolve(STAGED).resolve("upload-half"));
        Files.writeString(root.resolve(STAGED).resolve("upload-half/half.pcap"), "half");
        set(id, "ARCHIVING", folder);

        imports().takeOver();

        assertThat(staged()).containsExactly("upload-left");
        assertThat(imports().find(id).orElseThrow().state()).isEqualTo(ImportState.QUEUED);
        imports().resume();
        assertThat(ended(id).state()).isEqualTo(ImportState.DONE);
        assertThat(staged()).isEmpty();
    }

    @Test
    void marksWhatIsToBeSentAgain() throws IOException {
        byte[] body = capture("one@example.com");
        String id = ended(receive(body).row().id()).id();
        set(id, "QUEUED", "upload-gone");
        installation.bean(JdbcTemplate.class).update("DELETE FROM chunk");

        imports().takeOver();

        ImportRow row = imports().find(id).orElseThrow();
        assertThat(row.state()).isEqualTo(ImportState.INTERRUPTED);
        assertThat(row.reason()).contains("send the file again");
        assertThat(receive(body).known()).isFalse();
        assertThat(ended(id).state()).isEqualTo(ImportState.DONE);
    }

    @Test
    void goesOnWithWhatWasArchivedWhenAKillCame() throws IOException {
        String id = ended(receive(capture("one@example.com")).row().id()).id();
        set(id, "ARCHIVING", "upload-gone");

        imports().takeOver();

        assertThat(imports().find(id).orElseThrow().state()).isEqualTo(ImportState.INDEXING);
        imports().index();
        assertThat(ended(id).state()).isEqualTo(ImportState.DONE);
    }

    @Test
    void listsTheNewestFirstByPages() throws IOException {
        for (String callId : List.of("a@b", "c@d", "e@f")) {
            ended(receive(capture(callId)).row().id());
        }

        List<ImportRow> first = imports().list(null, 2);
        List<ImportRow> second = imports().list(first.getLast(), 2);

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
        assertThat(imports().count()).isEqualTo(3);
    }

    @Test
    void callsFilesAsAFileMayBeCalled() {
        assertThat(Stream.of("C:\\captures\\day.pcap", "/a/b/day.pcap", "day.pcap").map(StagedFiles::safe))
                .containsOnly("day.pcap");
        assertThat(Stream.of("", "..", "/", "a/..", "\u0000").map(StagedFiles::safe)).containsOnly("upload");
        assertThat(StagedFiles.safe("tag \u202e\n1.pcap")).isEqualTo("tag 1.pcap");
        assertThat(StagedFiles.safe("\ud83d\ude00".repeat(300)).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256);
    }

    private void set(String id, String state, String staged) {
        installation.bean(JdbcTemplate.class).update(
                "UPDATE import_file SET state = ?, staged = ?, ended_ms = NULL WHERE id = ?", state, staged, id);
    }

    private List<String> staged() throws IOException {
        try (Stream<Path> folders = Files.list(root.resolve(STAGED))) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }
}
