package io.sipvault.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.LuceneSearch;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.jobs.importing.Imports;
import io.sipvault.web.Browser;
import io.sipvault.web.TestServer;
import io.sipvault.web.account.Role;
import io.sipvault.web.account.Users;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server says whose searches have no time at all. */
@SuppressWarnings("NullAway.Init")
final class PartialAnswersTest {
    private static final String KEY = "key-of-the-partial-answers";
    private static final String PASSWORD = "long enough for it";
    private static final String CALL_ID = "00f09adcf45bba7e85c4@10.20.1.11";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("sipvault.api.key", KEY), PartialAnswersTest::withoutTime);
        Imports imports = server.bean(Imports.class);
        imports.archive(Path.of("..", "sample-data", "captures", "02-busy.pcap"), "import",
                (bytes, offset, length) -> {});
        imports.index();
        server.bean(Users.class).add("viewer", Role.VIEWER, PASSWORD);
    }

    private static void withoutTime(GenericApplicationContext context) {
        context.registerBean("searchWithoutTime", EvidenceSearch.class,
                () -> new LuceneSearch(context.getBean(PartitionedIndex.class), context.getBean(NumberNormalizer.class),
                        Duration.ZERO),
                definition -> {
                    definition.setPrimary(true);
                    definition.setDestroyMethodName("");
                });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String get(Browser browser, String path, String... headers) throws Exception {
        var answer = browser.get(path, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static JsonNode json(String path) throws Exception {
        return JsonMapper.shared().readTree(get(new Browser(server), path, "Authorization", "Bearer " + KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/calls", "/v1/calls?facets=all", "/v1/dialogs", "/v1/dialogs?offset=5", "/v1/streams",
            "/v1/streams?q=status:486", "/v1/stats"})
    void everyListSaysThatItIsPartialAndWhy(String path) throws Exception {
        JsonNode answer = json(path);

        assertThat(answer.get("partial").asBoolean()).isTrue();
        assertThat(answer.get("total_is_lower_bound").asBoolean()).isTrue();
        assertThat(answer.get("partial_reason").asString()).contains("took longer than it may");
    }

    @Test
    void whatIsAskedForByNameIsFoundAllTheSame() throws Exception {
        assertThat(json("/v1/dialogs/" + CALL_ID).get("state").asString()).isEqualTo("Failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/search", "/search?range=all&q=status:486", "/streams"})
    void pagesSaySo(String path) throws Exception {
        Browser browser = new Browser(server);
        browser.signIn("viewer", PASSWORD);

        assertThat(get(browser, path)).contains("class=\"partial\"", "may be missing", "took longer than it may");
    }

    @Test
    void theTableForSpreadsheetsSaysSoInItsLastRow() throws Exception {
        Browser browser = new Browser(server);
        browser.signIn("viewer", PASSWORD);

        assertThat(get(browser, "/search.csv?range=all").lines().toList()).last().asString()
                .contains("calls may be missing");
    }
}
