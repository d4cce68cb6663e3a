package io.sipvault.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.dialog.SipScript;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.fold.FoldedArchive;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dialog over midnight whose later part is found first, and crashes between the commits of the two days. */
class MovedDocumentsTest {
    private static final long MIDNIGHT_MS = 12L * 3600 * 1000;
    private static final String EARLIER_DAY = "2026-03-01";
    private static final String LATER_DAY = "2026-03-02";

    @TempDir
    private Path folder;

    private static SipScript overMidnight() {
        return SipScript.call("night@pbx", "import").at(MIDNIGHT_MS - 5_000).invite().at(MIDNIGHT_MS - 4_000).ok()
                .at(MIDNIGHT_MS - 3_900).ack().at(MIDNIGHT_MS + 60_000).bye().at(MIDNIGHT_MS + 60_010).ok();
    }

    private static SipScript secondLeg() {
        return SipScript.call("leg@pbx", "import").at(MIDNIGHT_MS + 1_000).with("X-CID: night@pbx").invite()
                .at(MIDNIGHT_MS + 1_500).respond(486, "Busy Here").at(MIDNIGHT_MS + 1_510).ackOfFailure();
    }

    private FoldedArchive archive() {
        List<WitnessedMessage> all = overMidnight().messages();
        return new FoldedArchive(folder.resolve("index")).sip("early", all.subList(0, 3))
                .sip("late", all.subList(3, all.size())).sip("leg", secondLeg().messages());
    }

    /** What is on disk when the earlier day was committed and the later one was not. */
    private FoldedArchive crashedBetween(FoldedArchive archive, String... chunks) throws IOException {
        Path crashed = folder.resolve("crashed");
        copy(folder.resolve("index"), crashed, LATER_DAY);
        archive.fold(chunks);
        copy(folder.resolve("index"), crashed, EARLIER_DAY);
        return archive.withIndexAt(crashed);
    }

    private static void copy(Path from, Path to, String partition) throws IOException {
        Files.createDirectories(to.resolve(partition));
        try (Stream<Path> files = Files.list(from.resolve(partition))) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().equals("write.lock")) {
                    Files.copy(file, to.resolve(partition).resolve(file.getFileName()));
                }
            }
        }
    }

    @Test
    void findsOnlyTheNewCopyAfterACrashBetweenTheCommits() throws IOException {
        try (FoldedArchive archive = archive().fold("late"); FoldedArchive crashed = crashedBetween(archive, "early")) {
            assertThat(crashed.index().all()).hasSize(2).allSatisfy(p -> assertThat(documents(p)).isEqualTo(1));
            assertThat(search(crashed, Row.CALLS)).isEqualTo(search(archive, Row.CALLS));
            assertThat(search(crashed, Row.DIALOGS)).isEqualTo(search(archive, Row.DIALOGS));
            LuceneSearch search = lucene(crashed);
            assertThat(search.byCallId(Row.DIALOGS, "night@pbx")).extracting(Hit::startNs)
                    .containsExactly(SipScript.ns(MIDNIGHT_MS - 5_000));
        }
    }

    @Test
    void removesTheOldCopyWhenTheChunkIsFoldedAgain() throws IOException {
        try (FoldedArchive archive = archive().fold("late"); FoldedArchive crashed = crashedBetween(archive, "early")) {
            crashed.fold("early").reopen();
            assertThat(crashed.index().all()).extracting(MovedDocumentsTest::documents).containsExactly(0, 1);
            assertThat(search(crashed, Row.CALLS)).isEqualTo(search(archive, Row.CALLS));
        }
    }

    @Test
    void showsACallOfTwoLegsOnceWhenTheLaterLegsDayIsNotCommitted() throws IOException {
        try (FoldedArchive archive = archive().fold("leg"); FoldedArchive crashed = crashedBetween(archive, "early")) {
            Page calls = search(crashed, Row.CALLS);
            assertThat(calls.total()).isEqualTo(1);
            assertThat(calls.hits()).extracting(Hit::id).isEqualTo(
                    search(archive, Row.CALLS).hits().stream().map(Hit::id).toList());
            assertThat(search(crashed, Row.DIALOGS).total()).isEqualTo(2);
            crashed.fold("early").reopen();
            assertThat(search(crashed, Row.DIALOGS)).isEqualTo(search(archive, Row.DIALOGS));
        }
    }

    @Test
    void givesTheSameDocumentsWhateverDayIsFoldedFirst() {
        Page expected;
        try (FoldedArchive archive = archive().fold("early", "late", "leg")) {
            expected = search(archive, Row.CALLS);
        }
        Path other = folder.resolve("other");
        try (FoldedArchive source = archive(); FoldedArchive archive = source.withIndexAt(other)) {
            archive.fold("leg").fold("late").fold("early");
            assertThat(search(archive, Row.CALLS)).isEqualTo(expected);
        }
    }

    @Test
    void commitsTheEarliestDayFirst() {
        try (FoldedArchive archive = archive().fold("early", "leg")) {
            assertThat(archive.index().all()).extracting(Partition::name).containsExactly(LATER_DAY, EARLIER_DAY);
            assertThat(archive.index().inOrderOfCommit()).extracting(Partition::name).containsExactly(EARLIER_DAY,
                    LATER_DAY);
        }
    }

    private static int documents(Partition partition) {
        return partition.search(searcher -> searcher.getIndexReader().numDocs());
    }

    private static LuceneSearch lucene(FoldedArchive archive) {
        return new LuceneSearch(archive.index(), FoldedArchive.numbers());
    }

    private static Page search(FoldedArchive archive, Row row) {
        return lucene(archive).search(new QueryNode.MatchAll(), row, null, 100);
    }
}
