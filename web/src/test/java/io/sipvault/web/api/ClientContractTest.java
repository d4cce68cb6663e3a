package io.sipvault.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What existing clients ask and read, some of them with types that take no null: of every dialog, message and stream of what
 * was captured, generated, and sent by odd senders.
 */
final class ClientContractTest {
    private static final Shape PAGE = Shape.of("schema_version whole", "total whole", "offset whole", "limit whole");
    private static final Shape ENTRY = Shape.of("call_id text", "from text", "to text", "state text", "method text",
            "duration_sec number", "msg_count whole", "timing.pdd_ms whole?", "timing.setup_ms whole?",
            "timing.retransmits whole", "created_at time", "updated_at time");
    private static final Shape DIALOG = Shape.of("schema_version whole", "call_id text", "from text", "to text",
            "from_display text", "to_display text", "state text", "method text", "msg_count whole",
            "duration_sec number", "tags list", "timing.pdd_ms whole?", "timing.setup_ms whole?",
            "timing.ring_ms whole?", "timing.trying_delay_ms whole?", "timing.teardown_ms whole?",
            "timing.retransmits whole", "sdp_timeline list", "refer_to text?", "siprec_metadata text?",
            "diagnosis.one_way_audio flag", "diagnosis.nat_mismatch flag", "diagnosis.no_media flag",
            "diagnosis.hints list", "diagnosis.summary text", "streams list");
    private static final Shape SDP = Shape.of("timestamp time", "direction text", "codecs list", "media_addr text",
            "media_port whole", "mode text");
    private static final Shape STREAM = Shape.of("schema_version whole", "ssrc text", "codec text",
            "payload_type whole", "src text", "dst text", "packets whole", "octets whole", "jitter_ms number",
            "loss_pct number", "orphaned flag", "associated_dialog text?", "mos number?", "first_seen time",
            "last_seen time", "quality_intervals list");
    private static final Shape MESSAGE = Shape.of("time time", "is_request flag", "method text", "status_code whole?",
            "reason text", "cseq whole", "transport text", "retransmission flag", "agents list", "evidence list",
            "raw text");
    private static final Shape STATS = Shape.of("schema_version whole", "dialogs.total whole", "dialogs.active whole",
            "dialogs.completed whole", "dialogs.failed whole", "dialogs.cancelled whole", "streams.total whole",
            "streams.orphaned whole", "timing.pdd_p50_ms whole?", "timing.pdd_p95_ms whole?",
            "timing.pdd_p99_ms whole?");

    private static final List<JsonNode> DIALOGS = ApiServer.all("/v1/dialogs", "dialogs");

    private static String path(JsonNode dialog) {
        return "/v1/dialogs/" + ApiServer.encoded(dialog.get("call_id").asString());
    }

    private static String method(JsonNode dialog) {
        return "?method=" + dialog.get("method").asString();
    }

    @Test
    void readEveryDialogOfTheList() {
        PAGE.reads(ApiServer.json("/v1/dialogs"));
        DIALOGS.forEach(ENTRY::reads);
        assertThat(DIALOGS).hasSizeGreaterThan(100);
    }

    @Test
    void readEveryDialogItsStreamsAndItsReport() {
        for (JsonNode entry : DIALOGS) {
            JsonNode dialog = ApiServer.json(path(entry) + method(entry));
            DIALOG.reads(dialog);
            dialog.get("sdp_timeline").forEach(SDP::reads);
            dialog.get("streams").forEach(STREAM::reads);
            DIALOG.reads(ApiServer.json(path(entry) + "/report" + method(entry)));
        }
    }

    @Test
    void readEveryMessage() {
        for (JsonNode entry : DIALOGS) {
            JsonNode page = ApiServer.json(path(entry) + "/messages" + method(entry) + "&limit=1000");
            page.get("messages").forEach(MESSAGE::reads);
            assertThat(page.get("messages")).as(entry.toString()).hasSize(entry.get("msg_count").asInt());
        }
    }

    @Test
    void readEveryStream() {
        PAGE.reads(ApiServer.json("/v1/streams"));
        List<JsonNode> streams = ApiServer.all("/v1/streams", "streams");
        assertThat(streams).hasSizeGreaterThan(50);
        for (JsonNode stream : streams) {
            STREAM.reads(stream);
            STREAM.reads(ApiServer.json("/v1/streams/" + stream.get("ssrc").asString()));
            assertThat(stream.get("associated_dialog").isNull()).as(stream.toString())
                    .isEqualTo(stream.get("orphaned").asBoolean());
        }
    }

    /** A client prints the score of what it asked for by score, and has no word for none. */
    @ParameterizedTest
    @ValueSource(strings = {"3.0", "3.5", "5"})
    void findAScoreOnEveryStreamBelowOne(String score) {
        for (JsonNode stream : ApiServer.json("/v1/streams?mos_below=" + score + "&limit=1000").get("streams")) {
            assertThat(stream.get("mos").isNumber()).as(stream.toString()).isTrue();
        }
    }

    @Test
    void readTheSums() {
        STATS.reads(ApiServer.json("/v1/stats"));
    }

    @Test
    void readDialogsOfOddSendersByTheirOddNames() {
        for (int number = 0; number < OddCapture.DIALOGS; number++) {
            String callId = OddCapture.callId(number);
            assertThat(ApiServer.json("/v1/dialogs/" + ApiServer.encoded(callId)).get("call_id").asString())
                    .isEqualTo(callId);
        }
    }

    /** Some go on until a page is empty, some until the total is reached, some until the position is past the total. */
    @Test
    void readEachDialogOnceHoweverTheyEndTheirPages() {
        int total = ApiServer.json("/v1/dialogs?state=Completed").get("total").asInt();
        assertThat(untilEmpty("Completed", 7)).hasSize(total).doesNotHaveDuplicates();
        assertThat(untilEmpty("Completed", total)).hasSize(total);
        assertThat(ApiServer.json("/v1/dialogs?state=Completed&offset=" + total).get("dialogs")).isEmpty();
    }

    private static List<String> untilEmpty(String state, int limit) {
        List<String> found = new ArrayList<>();
        boolean empty = false;
        while (!empty) {
            JsonNode page = ApiServer.json("/v1/dialogs?state=" + state + "&limit=" + limit + "&offset="
                    + found.size());
            page.get("dialogs").forEach(dialog -> found.add(dialog.get("id").asString()));
            empty = page.get("dialogs").isEmpty();
        }
        return found;
    }

    @Test
    void readADialogInAnyStateTheyAskFor() {
        Set<String> states = new HashSet<>();
        DIALOGS.forEach(dialog -> states.add(dialog.get("state").asString()));
        for (String state : List.of("Trying", "Ringing", "InCall", "Completed", "Failed", "Cancelled", "Registered",
                "Expired", "Pending", "Active", "Terminated", "Transferring")) {
            JsonNode page = ApiServer.json("/v1/dialogs?state=" + state);
            page.get("dialogs").forEach(dialog -> assertThat(dialog.get("state").asString()).isEqualTo(state));
            assertThat(page.get("total").asInt() > 0).as(state).isEqualTo(states.contains(state));
        }
    }

    @Test
    void readThePlainAnswers() {
        HttpResponse<String> report = ApiServer.send("GET", path(DIALOGS.getFirst()) + "/report", "", "Accept",
                "text/markdown");

        assertThat(ApiServer.text("/health")).isEqualTo("ok");
        assertThat(ApiServer.text("/metrics")).contains("sipvault_dialogs_total{state=\"completed\"}");
        assertThat(report.headers().firstValue("Content-Type").orElse("")).startsWith("text/markdown");
        assertThat(ApiServer.send("GET", "/v1/dialogs/no-such-call", "").statusCode()).isEqualTo(404);
        assertThat(ApiServer.send("GET", "/v1/streams/xyz", "").statusCode()).isEqualTo(400);
    }
}
