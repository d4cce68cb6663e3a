package io.sipvault.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.jobs.importing.Imports;
import io.sipvault.web.Browser;
import io.sipvault.web.TestServer;
import io.sipvault.web.account.Role;
import io.sipvault.web.account.Users;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Retention as an administrator runs it, on the page and by REST, and what is said of what went. */
final class RetentionPageTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String[] KEY = {"Authorization", "Bearer key-of-the-retention-tests"};
    private static final String GONE = "packets expired by policy import-90d on ";

    @TempDir
    private Path data;
    private TestServer server;
    private Browser browser;

    @BeforeEach
    void startWithOneImport() throws Exception {
        Files.writeString(data.resolve("sipvault.properties"),
                "sipvault.retention.import=P90D\nsipvault.retention.index=P100D\n");
        server = TestServer.start(Map.of("sipvault.data", data.toString(), "sipvault.api.key",
                "key-of-the-retention-tests", "sipvault.sign-in.attempts-per-minute", 10_000,
                "server.servlet.session.timeout", "400d", "sipvault.sign-in.longest-session", "400d"));
        Imports imports = server.bean(Imports.class);
        imports.archive(Path.of("../sample-data/captures/01-good-call.pcap"), "import", (bytes, offset, length) -> {});
        imports.index();
        browser = signedIn(Role.ADMIN);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Browser signedIn(Role role) throws Exception {
        Browser one = new Browser(server);
        String name = role.label() + "-of-the-test";
        if (server.bean(Users.class).find(name).isEmpty()) {
            server.bean(Users.class).add(name, role, PASSWORD);
        }
        assertThat(one.signIn(name, PASSWORD).statusCode()).isEqualTo(302);
        return one;
    }

    private HttpResponse<String> post(Browser by, String... fields) throws Exception {
        Map<String, String> form = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        form.put("_csrf", by.csrf());
        return by.form("/jobs", form);
    }

    /** The page of a run when it is over. */
    private String ended(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        String page = answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
        String text = browser.get(page).body();
        while (text.contains("hx-trigger")) {
            Thread.onSpinWait();
            text = browser.get(page).body();
        }
        return text;
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = browser.get(path, KEY);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private String callId() throws Exception {
        return json("/v1/dialogs").at("/dialogs/0/call_id").asString();
    }

    private String call() throws Exception {
        return "/calls/" + json("/v1/dialogs").at("/dialogs/0/id").asString();
    }

    @Test
    void showsWhatWouldGoThenLetsItGoAndSaysSoEverywhere() throws Exception {
        assertThat(browser.get("/jobs").body()).contains("Imported files", "after <span>90 days</span>",
                "<span>import-90d</span>", "24 hours");
        assertThat(browser.get(call()).body()).doesNotContain("Expired</span>");
        server.clock().advance(Duration.ofDays(91));
        browser = signedIn(Role.ADMIN);

        String would = ended(post(browser, "job", "retention", "dry_run", "true"));

        assertThat(would).contains("retention, dry run", "This would go", "A dry run: nothing was changed.", "1 chunk<",
                "marked: given out no more, deleted by the first run after 24 hours", "Let it go now",
                "What goes does not come back");
        assertThat(json("/v1/dialogs/" + callId()).get("expired")).isEmpty();

        String went = ended(post(browser, "job", "retention", "sure", "true"));

        assertThat(went).contains("This went", "1 chunk<").doesNotContain("Let it go now");
        String date = "2027-02-20";
        assertThat(browser.get(call()).body()).contains("Packets expired by policy import-90d on " + date + ".",
                "Completed");
        assertExpiredByRest(date);

        server.clock().advance(Duration.ofHours(25));
        browser = signedIn(Role.ADMIN);
        assertThat(ended(post(browser, "job", "retention", "sure", "true"))).contains("deleted from the store");
        assertThat(data.resolve("store/chunks")).doesNotExist();
        assertThat(browser.get(call()).body()).contains("Packets expired by policy import-90d on " + date + ".");
        assertExpiredByRest(date);
    }

    private void assertExpiredByRest(String date) throws Exception {
        JsonNode expired = json("/v1/dialogs/" + callId()).at("/expired/0");
        assertThat(expired.get("policy").asString()).isEqualTo("import-90d");
        assertThat(expired.get("date").asString()).isEqualTo(date);
        assertThat(expired.get("sentence").asString()).isEqualTo(GONE + date);
        assertThat(expired.get("chunks")).hasSize(1);
        assertThat(json("/v1" + call()).at("/expired/0/sentence").asString()).isEqualTo(GONE + date);
        HttpResponse<String> capture = browser.get("/v1/dialogs/" + callId() + "/export.pcap", KEY);
        assertThat(capture.statusCode()).isEqualTo(410);
        assertThat(capture.body()).contains(GONE + date, "export.tar");
        HttpResponse<String> tar = browser.get("/v1/dialogs/" + callId() + "/export.tar", KEY);
        assertThat(tar.statusCode()).isEqualTo(200);
        assertThat(tar.headers().firstValue("Sipvault-Expired")).contains(GONE + date);
    }

    @Test
    void letsNothingGoThatNobodyWasSureOf() throws Exception {
        server.clock().advance(Duration.ofDays(91));
        browser = signedIn(Role.ADMIN);
        assertThat(post(browser, "job", "retention").statusCode()).isEqualTo(400);
        assertThat(browser.form("/jobs", Map.of("job", "retention", "sure", "true")).statusCode())
                .as("without a token").isEqualTo(403);
        assertThat(post(signedIn(Role.SUPPORT), "job", "retention", "sure", "true").statusCode()).isEqualTo(403);
        assertThat(post(signedIn(Role.VIEWER), "job", "retention", "dry_run", "true").statusCode()).isEqualTo(403);
        assertThat(signedIn(Role.SUPPORT).get("/jobs").body()).doesNotContain("<form class=\"actions\"");
        assertThat(json("/api/jobs?job=retention").get("jobs")).isEmpty();
    }

    @Test
    void runsByRestWithTheReportAsItsResult() throws Exception {
        server.clock().advance(Duration.ofDays(91));
        HttpResponse<String> asked = browser.send("POST", "/api/jobs", "{\"job\":\"retention\",\"dry_run\":true}",
                "Content-Type", "application/json", KEY[0], KEY[1]);
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        String location = asked.headers().firstValue("Location").orElseThrow();
        JsonNode run = json(location);
        while (run.get("ended_at").isNull()) {
            Thread.onSpinWait();
            run = json(location);
        }
        assertThat(run.get("options").get(0).asString()).isEqualTo("dry_run");
        JsonNode report = run.at("/result/report");
        assertThat(report.get("dry_run").asBoolean()).isTrue();
        assertThat(report.at("/expired/import/objects").asInt()).isEqualTo(1);
        assertThat(report.at("/expired/import/bytes").asLong()).isPositive();
        assertThat(report.get("days")).isEmpty();
        assertThat(json("/api/jobs").get("available")).extracting(JsonNode::asString).containsExactly("index",
                "integrity", "rebuild", "retention");
    }

    @Test
    void refusesWhatAJobDoesNotTakeAndNamesTheField() throws Exception {
        assertRefused("{\"job\":\"retention\",\"now\":4102444800000}", "now", "it takes dry_run");
        assertRefused("{\"job\":\"retention\",\"dry_run\":\"yes\"}", "dry_run", "takes true or false, got 'yes'");
        assertRefused("{\"job\":\"rebuild\",\"retry\":true}", "retry", "nothing beside its name");
        assertThat(json("/api/jobs?job=retention").get("jobs")).isEmpty();
    }

    private void assertRefused(String body, String field, String words) throws Exception {
        HttpResponse<String> answer = browser.send("POST", "/api/jobs", body, "Content-Type", "application/json",
                KEY[0], KEY[1]);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonMapper.shared().readTree(answer.body()).get("field").asString()).isEqualTo(field);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void provesTheArchiveAndShowsWhatDoesNotHold() throws Exception {
        assertThat(ended(post(browser, "job", "integrity"))).contains("integrity", "Chunks proven")
                .doesNotContain("What does not hold</h2>");
        try (var objects = Files.walk(data.resolve("store/chunks"))) {
            Files.delete(objects.filter(Files::isRegularFile).findFirst().orElseThrow());
        }
        assertThat(ended(post(browser, "job", "integrity"))).contains("What does not hold</h2>", "chunk import-");
    }
}
