package io.sipvault.indexer.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.dialog.SipScript;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.LuceneSearch;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.ViewJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedLegsTest {
    private static final String SESSION = "ab30317f1a784dc48ff824d0d3715d86";
    private static final String OTHER = "47755a9de7794ba387653f2099600ef2";
    private static final String[] CHUNKS = {"first", "second", "third"};
    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    @TempDir
    private Path folder;

    /** The caller's leg. */
    private static SipScript first() {
        return SipScript.call("first@pbx", "import").users("alice", "bob").at(0)
                .with("Session-ID: " + SESSION + ";remote=" + "0".repeat(32)).invite().at(100).ringing().at(2_000)
                .with("Session-ID: " + OTHER + ";remote=" + SESSION).ok().at(2_100).ack().at(62_000).bye().ok();
    }

    private FoldedArchive archive(String name, SipScript second, SipScript third) {
        return new FoldedArchive(folder.resolve(name)).sip("first", first().messages())
                .sip("second", second.messages()).sip("third", third.messages());
    }

    private static SipScript byHeader(String header) {
        return SipScript.call("second@pbx", "import").users("alice", "carol").at(50).with(header).invite().at(300)
                .respond(486, "Busy Here").at(310).ackOfFailure();
    }

    private static SipScript third(String header) {
        return SipScript.call("third@pbx", "import").users("dave", "bob").at(30_000).with(header).invite().at(30_500)
                .ok().at(30_600).ack().at(90_000).bye().ok();
    }

    @Test
    void givesTheSameDocumentsInWhateverOrderLinkedLegsAreFound() {
        SipScript second = byHeader("X-CID: first@pbx");
        SipScript third = third("Replaces: first@pbx;to-tag=callee-tag;from-tag=caller-tag");
        assertSameInAllOrders("headers", second, third);
    }

    @Test
    void givesTheSameDocumentsWhenOneLegTiesTheOthers() {
        SipScript second = byHeader("Session-ID: " + OTHER + ";remote=" + SESSION);
        SipScript third = third("X-CID: second@pbx");
        assertSameInAllOrders("chain", second, third);
    }

    @Test
    void tiesLegsByTheHeadersThatAreSetAndByNoOthers() {
        SipScript second = byHeader("X-Leg: node=7; id=first@pbx");
        SipScript third = third("X-CID: first@pbx");
        try (FoldedArchive archive = archive("set", second, third).linkedBy("X-Leg=id=(\\S+)").fold(CHUNKS)) {
            assertThat(legs(archive, "second@pbx")).containsExactly("first@pbx", "second@pbx");
            assertThat(legs(archive, "third@pbx")).containsExactly("third@pbx");
            FoldedArchive rebuilt = archive.withIndexAt(folder.resolve("rebuilt")).fold(CHUNKS);
            assertThat(legs(rebuilt, "second@pbx")).containsExactly("second@pbx");
            assertThat(legs(rebuilt, "third@pbx")).containsExactly("first@pbx", "third@pbx");
            rebuilt.close();
        }
    }

    private static List<String> legs(FoldedArchive archive, String callId) {
        Hit call = new LuceneSearch(archive.index(), FoldedArchive.numbers()).byCallId(Row.CALLS, callId).getFirst();
        return ViewJson.read(call.display(), DialogView.class).legs().stream().map(DialogView.LegView::callId).toList();
    }

    private void assertSameInAllOrders(String name, SipScript second, SipScript third) {
        Map<String, String> expected;
        try (FoldedArchive archive = archive(name, second, third)) {
            expected = documents(archive.fold(CHUNKS));
        }
        assertThat(expected.keySet().stream().filter(key -> key.startsWith("CALLS"))).hasSize(1);
        assertThat(expected.keySet().stream().filter(key -> key.startsWith("DIALOGS"))).hasSize(3);
        for (int[] order : ORDERS) {
            try (FoldedArchive archive = archive(name + order[0] + order[1] + order[2], second, third)) {
                for (int chunk : order) {
                    archive.fold(CHUNKS[chunk]);
                }
                assertThat(documents(archive)).as("order %s", List.of(order[0], order[1], order[2]))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void leavesNoCallOfALegThatBecamePartOfAnother() {
        try (FoldedArchive archive = archive("vanish", byHeader("X-CID: first@pbx"), third("X-Nothing: 1"))) {
            archive.fold("second", "third");
            assertThat(calls(archive)).extracting(DialogView::callId).containsExactly("third@pbx", "second@pbx");
            archive.fold("first");
            assertThat(calls(archive)).extracting(DialogView::callId).containsExactly("third@pbx", "first@pbx");
        }
    }

    @Test
    void showsACallByItsFirstLegAndTheOneThatDecided() {
        SipScript third = third("Replaces: first@pbx;to-tag=callee-tag;from-tag=caller-tag");
        try (FoldedArchive archive = archive("view", byHeader("X-CID: first@pbx"), third)) {
            DialogView call = calls(archive.fold(CHUNKS)).getFirst();
            assertThat(call.from()).isEqualTo("alice");
            assertThat(call.to()).isEqualTo("bob");
            assertThat(call.createdAt()).isEqualTo(ViewJson.instant(SipScript.ns(0)));
            assertThat(call.state()).isEqualTo("Completed");
            assertThat(call.finalStatus()).isEqualTo(200);
            assertThat(call.durationSec()).isEqualTo(88.0);
            assertThat(call.timing().talkMs()).isEqualTo(88_000);
            assertThat(call.timing().pddMs()).isEqualTo(100);
            assertThat(call.legs()).extracting(DialogView.LegView::reason).containsExactly("first leg",
                    "header X-CID: first@pbx", "Replaces names Call-ID first@pbx");
            assertThat(call.diagnosis().summary()).contains("3 legs: alice to bob (Completed), "
                    + "alice to carol (Failed), dave to bob (Completed)");
            assertThat(call.msgCount()).isEqualTo(first().messages().size() + 3 + third.messages().size());
        }
    }

    @Test
    void takesTheOutcomeOfTheLegThatWasAnswered() {
        SipScript refused = SipScript.call("first@pbx", "import").users("alice", "bob").at(0).invite().at(200)
                .respond(302, "Moved").at(210).ackOfFailure();
        try (FoldedArchive archive = new FoldedArchive(folder.resolve("moved")).sip("first", refused.messages())
                .sip("third", third("X-CID: first@pbx").messages()).fold("first", "third")) {
            DialogView call = calls(archive).getFirst();
            assertThat(call.state()).isEqualTo("Completed");
            assertThat(call.finalStatus()).isEqualTo(200);
            assertThat(call.from()).isEqualTo("alice");
            assertThat(call.durationSec()).isEqualTo(59.5);
        }
    }

    @Test
    void linksNoRegistration() {
        SipScript registration = SipScript.call("reg@pbx", "import").at(10).with("X-CID: first@pbx")
                .register("<sip:alice@192.0.2.1>").at(20).ok();
        try (FoldedArchive archive = new FoldedArchive(folder.resolve("reg")).sip("first", first().messages())
                .sip("second", registration.messages()).fold("first").fold("second")) {
            assertThat(calls(archive)).hasSize(2).allSatisfy(call -> assertThat(call.legs()).hasSize(1));
        }
    }

    @Test
    void keepsEveryLegOfWhatHangsTogetherByTooMany() {
        try (FoldedArchive archive = new FoldedArchive(folder.resolve("many"))) {
            List<String> chunks = new ArrayList<>();
            for (int i = 0; i < 130; i++) {
                chunks.add("c" + i);
                archive.sip("c" + i, SipScript.call("leg" + i, "import").at(i).with("X-CID: same").invite().messages());
            }
            archive.fold(chunks.subList(0, 100).toArray(String[]::new));
            archive.fold(chunks.subList(100, 130).toArray(String[]::new));
            assertThat(calls(archive)).extracting(call -> call.legs().size()).containsExactly(2, 64, 64);
            assertThat(search(archive, Row.DIALOGS)).hasSize(130);
        }
    }

    private static List<DialogView> calls(FoldedArchive archive) {
        return search(archive, Row.CALLS).stream().map(hit -> ViewJson.read(hit.display(), DialogView.class)).toList();
    }

    /** Everything that is found, by row and id. */
    private static Map<String, String> documents(FoldedArchive archive) {
        Map<String, String> documents = new TreeMap<>();
        for (Row row : Row.values()) {
            for (Hit hit : search(archive, row)) {
                documents.put(row + " " + hit.id(), hit.sources() + hit.state() + hit.display());
            }
        }
        return documents;
    }

    private static List<Hit> search(FoldedArchive archive, Row row) {
        return new LuceneSearch(archive.index(), FoldedArchive.numbers()).search(new QueryNode.MatchAll(), row, null,
                1_000).hits();
    }
}
