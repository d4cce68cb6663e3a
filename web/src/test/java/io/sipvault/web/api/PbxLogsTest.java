package io.sipvault.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.view.ViewJson;
import io.sipvault.jobs.importing.Imports;
import io.sipvault.web.Browser;
import io.sipvault.web.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines of PBXs that name a call by ids of their own. */
@SuppressWarnings("NullAway.Init")
final class PbxLogsTest {
    private static final String KEY = "key-of-the-pbx-logs";
    private static final String CALL_ID = "00f09adcf45bba7e85c4@10.20.1.11";
    private static final String UUID = "fd4c1ca4-7e22-4a4b-9b1f-7b0b2b3c4d5e";
    private static final String OTHER_UUID = "00000000-7e22-4a4b-9b1f-7b0b2b3c4d5e";

    @TempDir
    private static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(Map.of("sipvault.api.key", KEY));
        Imports imports = server.bean(Imports.class);
        bring(imports, Path.of("..", "sample-data", "captures", "02-busy.pcap"), "import");
        imports.index();
        JsonNode dialog = json("/v1/dialogs/" + CALL_ID);
        String at = dialog.get("created_at").asString().substring(0, 19).replace('T', ' ');
        String number = dialog.get("to").asString();
        bring(imports, Files.writeString(folder.resolve("freeswitch.log"), String.join("\n",
                UUID + " " + at + ".100000 99.00% [DEBUG] sofia.c:1 Call-ID: " + CALL_ID,
                UUID + " " + at + ".200000 99.00% [ERR] mod_dptools.c:1 no gateways left",
                OTHER_UUID + " " + at + ".300000 99.00% [ERR] mod_dptools.c:1 another call fails",
                "")), "pbx-1");
        bring(imports, Files.writeString(folder.resolve("asterisk.log"), String.join("\n",
                "[" + at + ".100] VERBOSE[1][C-0000001a] pbx.c: Executing NoOp(\"PJSIP/6001-0000002b\", \"" + CALL_ID
                        + "\")",
                "[" + at + ".200] WARNING[1][C-0000001a] app_dial.c: everybody is busy",
                "[" + at + ".300] NOTICE[1] res_pjsip.c: channel PJSIP/6001-0000002b lost its keys",
                "[" + at + ".400] WARNING[1][C-0000001b] app_dial.c: somebody else is busy",
                "[" + at + ".450] VERBOSE[1] cli.c: C-0000001a " + CALL_ID + ", C-0000001c nobody knows",
                "[" + at + ".460] WARNING[1][C-0000001c] app_dial.c: listed beside it",
                "[" + at + ".500] NOTICE[1] acl.c: " + number + " was let through",
                "[" + at + ".600] NOTICE[1] acl.c: 15550009999 was let through", "")), "pbx-2");
        bring(imports, Files.writeString(folder.resolve("elsewhere.log"),
                "[" + at + ".200] WARNING[1][C-0000001a] app_dial.c: a call of another PBX\n"), "pbx-3");
        bring(imports, Files.writeString(folder.resolve("host-b.log"),
                "[" + at + ".200] WARNING[1][C-0000001a] app_dial.c: beside it on the same host\n"), "pbx-2");
        String later = ViewJson
                .instant(ViewJson.ns(Instant.parse(dialog.get("created_at").asString())) + 45_000_000_000L)
                .toString().substring(0, 19).replace('T', ' ');
        bring(imports, Files.writeString(folder.resolve("asterisk.log.1"), String.join("\n",
                "[" + later + ".100] VERBOSE[1][C-0000001a] pbx.c: Call-ID: unseen@10.0.0.9",
                "[" + later + ".200] WARNING[1][C-0000001a] app_dial.c: given again", "")), "pbx-2");
        imports.index();
    }

    private static void bring(Imports imports, Path file, String vantage) {
        imports.archive(file, vantage, (bytes, offset, length) -> {});
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String get(String path) throws Exception {
        var answer = new Browser(server).get(path, "Authorization", "Bearer " + KEY);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static JsonNode json(String path) throws Exception {
        return JsonMapper.shared().readTree(get(path));
    }

    @Test
    void areGivenWithTheCallAndWithWhatTiesThemToIt() throws Exception {
        List<String> lines = new ArrayList<>();
        for (JsonNode line : json("/v1/dialogs/" + CALL_ID + "/logs").get("logs")) {
            String text = line.get("text").asString();
            lines.add(line.get("named_by").asString() + " " + text.substring(text.lastIndexOf(':') + 1).strip());
        }

        assertThat(lines).containsExactlyInAnyOrder("call_id " + CALL_ID, "pbx_id 1 no gateways left",
                "call_id C-0000001a " + CALL_ID + ", C-0000001c nobody knows",
                "call_id Executing NoOp(\"PJSIP/6001-0000002b\", \"" + CALL_ID + "\")", "pbx_id everybody is busy",
                "pbx_id channel PJSIP/6001-0000002b lost its keys",
                "number " + json("/v1/dialogs/" + CALL_ID).get("to").asString() + " was let through");
    }

    @ParameterizedTest
    @CsvSource({"no gateways, 1", "everybody is busy, 1", "lost its keys, 1", "another call fails, 0",
            "somebody else is busy, 0", "a call of another PBX, 0",
            "beside it on the same host, 0", "given again, 0", "listed beside it, 0", "was let through, 1"})
    void findTheCallByTheirWords(String words, int calls) throws Exception {
        String query = URLEncoder.encode("log:\"" + words + "\"", StandardCharsets.UTF_8);

        assertThat(json("/v1/calls?q=" + query).get("calls").size()).isEqualTo(calls);
    }

    @Test
    void standOnTheAxisOfTheLadder() throws Exception {
        assertThat(get("/v1/dialogs/" + CALL_ID + "/ladder.txt?logs=true")).contains("no gateways left")
                .contains("everybody is busy").doesNotContain("somebody else");
    }

    @Test
    void comeAsLinesOfJsonToo() throws Exception {
        var answer = new Browser(server).get("/v1/dialogs/" + CALL_ID + "/logs", "Authorization", "Bearer " + KEY,
                "Accept", "application/x-ndjson");

        assertThat(answer.body().lines()).hasSize(7).allMatch(line -> line.startsWith("{\"time\":"));
    }
}
