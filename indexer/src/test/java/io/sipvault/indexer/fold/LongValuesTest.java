package io.sipvault.indexer.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.dialog.SipScript;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.LuceneSearch;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A datagram has room for values that are longer than the longest term of an index. */
class LongValuesTest {
    private static final String LONG = "4".repeat(50_000);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"X-CID: %s", "P-Asserted-Identity: <sip:%s@pbx.example.com>",
            "P-Asserted-Identity: <sip:4930@%s>", "User-Agent: %s", "Session-ID: %s;remote=%s",
            "Reason: Q.850;cause=%s",
            "Refer-To: <sip:a@b.example?Replaces=%s>", "Server: %s", "Diversion: <tel:%s>"})
    void showsACallWithALongHeader(String header) {
        SipScript script = SipScript.call("long@pbx", "import").with(header.replace("%s", LONG)).invite().at(500)
                .respond(486, "Busy Here").at(510).ackOfFailure();
        shows(script, "long@pbx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "callId", "tag", "phrase", "method"})
    void showsACallWithALongValue(String of) {
        String callId = of.equals("callId") ? LONG : "long@pbx";
        SipScript script = SipScript.call(callId, "import");
        if (of.equals("users")) {
            script.users(LONG, LONG);
        }
        if (of.equals("tag")) {
            script.calleeTag(LONG);
        }
        script.invite().at(500).respond(486, of.equals("phrase") ? LONG : "Busy Here").at(510).ackOfFailure();
        if (of.equals("method")) {
            script.at(700).request("X".repeat(50_000), true);
        }
        shows(script, callId);
    }

    @Test
    void findsACallByTheWholeOfALongCallId() {
        SipScript script = SipScript.call(LONG, "import").invite();
        try (FoldedArchive archive = new FoldedArchive(folder).sip("a", script.messages()).fold("a")) {
            LuceneSearch search = new LuceneSearch(archive.index(), FoldedArchive.numbers());
            assertThat(search.byCallId(Row.CALLS, LONG)).hasSize(1);
        }
    }

    private void shows(SipScript script, String callId) {
        try (FoldedArchive archive = new FoldedArchive(folder).sip("a", script.messages()).fold("a")) {
            LuceneSearch search = new LuceneSearch(archive.index(), FoldedArchive.numbers());
            Page page = search.search(new QueryNode.MatchAll(), Row.CALLS, null, 10);
            assertThat(page.hits()).isNotEmpty()
                    .allSatisfy(hit -> assertThat(hit.display()).contains('"' + callId.substring(0, 8)));
        }
    }
}
