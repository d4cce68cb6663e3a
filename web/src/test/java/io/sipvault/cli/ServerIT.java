package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server as users start it, with the samples, and commands beside it. */
@TestInstance(Lifecycle.PER_CLASS)
final class ServerIT {
    private static final String OF_AGENTS = "sipvault_agent_";
    private static final String[] OPEN_METRICS = {"Accept", "application/openmetrics-text; version=1.0.0"};

    private Path folder;
    private Path data;
    private RealServer server;
    private Cli imported;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        data = temporary.resolve("data");
        server = RealServer.start(folder, "serve", "--data", data, "--port", 0);
        imported = Cli.run("import", "--data", data, Cli.samples(), Cli.samples().resolveSibling("logs"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void importsThroughTheServerWithTheCountsOfAnImportWithoutOne() {
        assertThat(imported.status()).as(imported.toString()).isZero();
        assertThat(imported.err()).first().asString().isEqualTo("the server at " + server.url() + " imports");
        JsonNode summary = JsonMapper.shared().readTree(imported.summary());
        assertThat(summary.get("files").asInt()).isEqualTo(48);
        assertThat(summary.get("packets").asInt()).isEqualTo(17_457);
        assertThat(summary.get("sip_messages").asInt()).isEqualTo(357);
        assertThat(summary.get("calls").asInt()).isEqualTo(24);
        assertThat(summary.get("rtp_streams").asInt()).isEqualTo(41);
        assertThat(summary.get("log_lines").asInt()).isEqualTo(358);
        assertThat(summary.get("failed")).isEmpty();
    }

    @Test
    void readsBesideTheServer() {
        assertThat(Cli.run("search", "--data", data, "--json").out()).hasSize(24);
        assertThat(Cli.run("verify", "--data", data).out().getLast()).contains(" 0 failures");
    }

    @Test
    void answersWithTheFirstImportOfTheSameFile() throws Exception {
        Path file = Cli.sample("02-busy.pcap");
        HttpResponse<String> again = server.postFile("/api/imports?name=other.pcap&agent=other", file);

        assertThat(again.statusCode()).isEqualTo(200);
        JsonNode view = JsonMapper.shared().readTree(again.body());
        assertThat(view.get("known").asBoolean()).isTrue();
        assertThat(view.get("name").asString()).isEqualTo("02-busy.pcap");
        assertThat(view.get("agent").asString()).isEqualTo("import");
        JsonNode one = server.json("/api/imports/" + view.get("id").asString());
        assertThat(one.get("state").asString()).isEqualTo("done");
        assertThat(one.get("summary").get("sip_messages").asInt()).isPositive();
    }

    @Test
    void takesFilesAsPartsOfAForm() throws Exception {
        String text = "Nov 21 03:15:00 host app[1]: a line of " + folder.getFileName() + "\n";
        String form = part("agent", "", "edge-7") + part("file", "; filename=\"a&b <c>.log\"", text) + "--x--\r\n";
        HttpResponse<String> sent = server.post("/api/imports", BodyPublishers.ofString(form), "Content-Type",
                "multipart/form-data; boundary=x");

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
        JsonNode view = JsonMapper.shared().readTree(sent.body());
        assertThat(view.get("name").asString()).isEqualTo("a&b <c>.log");
        assertThat(view.get("agent").asString()).isEqualTo("edge-7");
        assertThat(view.get("bytes").asInt()).isEqualTo(text.length());
        assertThat(sent.headers().firstValue("Location")).contains("/api/imports/" + view.get("id").asString());
    }

    private static String part(String name, String more, String content) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + content + "\r\n";
    }

    @Test
    void refusesWhatIsNoImportWithTheFieldAtFault() throws Exception {
        assertProblem(server.post("/api/imports?agent=a%20b", BodyPublishers.ofString("x")), 400, "observer");
        assertProblem(server.post("/api/imports", BodyPublishers.noBody()), 400, "the body is empty");
        assertProblem(server.get("/api/imports/import-0"), 404, "/api/imports lists them");
        assertProblem(server.get("/api/imports?limit=0"), 400, "limit");
        assertProblem(server.get("/api/imports?cursor=x"), 400, "cursor");
        assertProblem(server.get("/api/jobs/999999"), 404, "/api/jobs lists");
        assertProblem(server.post("/api/jobs", BodyPublishers.ofString("{\"job\":\"dance\"}"), "Content-Type",
                "application/json"), 400, "it takes index, integrity, rebuild, retention");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String words) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(response.body()).contains(words);
    }

    @Test
    void listsImportsByPages() throws Exception {
        JsonNode first = server.json("/api/imports?limit=40");
        JsonNode second = server.json("/api/imports?limit=40&cursor=" + first.get("next_cursor").asString());

        assertThat(first.get("imports")).hasSize(40);
        assertThat(second.get("imports").size()).isGreaterThanOrEqualTo(6);
        assertThat(second.has("next_cursor")).isFalse();
    }

    @Test
    void rebuildsWhileItAnswers() throws Exception {
        Cli jobs = Cli.run("jobs", "--data", data, "--rebuild");

        assertThat(jobs.status()).as(jobs.toString()).isZero();
        assertThat(jobs.out().getFirst()).startsWith("rebuild ").contains("completed").contains("generation");
        assertThat(server.json("/v1/dialogs").get("total").asInt()).isEqualTo(25);
        assertThat(Cli.run("search", "--data", data, "--json").out()).hasSize(24);
        JsonNode listed = server.json("/api/jobs?job=rebuild");
        assertThat(listed.get("jobs").get(0).get("state").asString()).isEqualTo("completed");
        assertThat(listed.get("chunks").get("folded").asInt()).isGreaterThanOrEqualTo(46);
    }

    @Test
    void changesUsersAndKeysThroughTheServer() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "long enough\n");
        assertThat(ok("users", "add", "Bob", "--role", "support", "--password-file", password)).isEqualTo(
                "Added bob as support");
        assertThat(ok("users", "disable", "bob")).isEqualTo("Disabled bob");
        assertThat(Cli.run("users", "list", "--data", data).out()).anyMatch(
                line -> line.startsWith("bob  support  disabled  added "));
        assertThat(ok("users", "enable", "bob")).isEqualTo("Enabled bob");
        assertThat(ok("users", "passwd", "bob", "--password-file", password)).isEqualTo(
                "Changed the password of bob");
        assertThat(Cli.run("users", "add", "bob", "--data", data).err()).last().asString()
                .contains("there is a user 'bob' already");
        assertThat(Cli.run("users", "disable", "no body/", "--data", data).err()).last().asString()
                .contains("there is no user 'no body/'");

        String created = ok("keys", "create", "--name", "a reader", "--expires", "90d");
        assertThat(created).matches("Key k[0-9a-f]{10} \\(shown this once\\): sv_[A-Za-z0-9_-]{43}");
        String id = created.substring(4, 15);
        assertThat(ok("keys", "list")).startsWith(id + "  sv_").contains("read", "a reader", "expires at",
                "never used");
        assertThat(ok("keys", "revoke", id)).isEqualTo("Revoked " + id);
        assertThat(ok("keys", "list")).contains("was revoked at");
    }

    private String ok(Object... arguments) {
        Cli run = Cli.run(Stream.concat(Stream.of(arguments), Stream.of("--data", data)).toArray());
        assertThat(run.status()).as(run.toString()).isZero();
        return run.out().getFirst();
    }

    @Test
    void saysWhatWouldGoThroughTheServer() {
        Cli retention = Cli.run("retention", "--data", data, "--dry-run");

        assertThat(retention.status()).as(retention.toString()).isZero();
        assertThat(retention.out().getFirst()).isEqualTo("nothing would go");
        assertThat(JsonMapper.shared().readTree(retention.summary()).get("dry_run").asBoolean()).isTrue();
    }

    @Test
    void refusesASecondServerAndNamesTheFirst() {
        Cli second = Cli.run("serve", "--data", data, "--port", "0");

        assertThat(second.status()).isEqualTo(1);
        assertThat(second.err()).singleElement().asString().contains(server.url()).contains("process ");
    }

    @Test
    void showsEverySeriesOfTheDocument() throws Exception {
        MetricsText text = MetricsText.parse(server.get("/metrics").body(), false);
        MetricsText open = MetricsText.parse(server.get("/metrics", OPEN_METRICS).body(), true);

        for (MetricsText each : List.of(text, open)) {
            assertThat(each.value("sipvault_dialogs_total{state=\"completed\"}")).isEqualTo(19);
            assertThat(each.value("sipvault_dialogs_total{state=\"incall\"}")).isZero();
            assertThat(each.value("sipvault_messages_total{method=\"INVITE\"}")).isEqualTo(53);
            assertThat(each.value("sipvault_responses_total{code=\"486\"}")).isEqualTo(2);
            assertThat(each.value("sipvault_rtp_streams_total{status=\"established\"}")).isEqualTo(41);
            assertThat(each.value("sipvault_rtp_streams_total{status=\"orphaned\"}")).isZero();
            assertThat(each.value("sipvault_rtp_streams_active")).isPositive();
            assertThat(each.value("sipvault_capture_packets_total")).isEqualTo(17_457);
            assertThat(each.value("sipvault_reassembly_timeouts_total")).isZero();
            assertThat(each.value("sipvault_security_alerts_total{type=\"scanner\"}")).isZero();
            assertThat(each.value("sipvault_diagnosis_total{kind=\"one_way_audio\"}")).isEqualTo(2);
            assertThat(each.value("sipvault_pdd_seconds_count")).isEqualTo(21);
            assertThat(each.value("sipvault_mos_count")).isEqualTo(41);
            assertThat(each.value("sipvault_jitter_ms_count")).isEqualTo(41);
            assertThat(each.value("sipvault_loss_percent_bucket{le=\"+Inf\"}")).isEqualTo(41);
            assertThat(each.value("sipvault_job_runs{job=\"index\",state=\"completed\"}")).isPositive();
            assertThat(each.samples().keySet()).anyMatch(key -> key.startsWith("jvm_memory_used_bytes"))
                    .anyMatch(key -> key.startsWith("http_server_requests_seconds_count"));
        }
        assertThat(text.types()).containsEntry("sipvault_dialogs_total", "counter");
        assertThat(open.types()).containsEntry("sipvault_dialogs", "counter");
        assertThat(bounds(text, "pdd_seconds")).containsExactly("0.5", "1", "2", "3", "5", "10", "+Inf");
        assertThat(bounds(text, "mos")).containsExactly("1", "2", "2.5", "3", "3.5", "4", "4.5", "+Inf");
        assertThat(bounds(text, "jitter_ms")).containsExactly("5", "10", "20", "50", "100", "200", "+Inf");
        assertThat(bounds(text, "loss_percent")).containsExactly("0.1", "0.5", "1", "2", "5", "10", "+Inf");
    }

    private static List<String> bounds(MetricsText text, String histogram) {
        String beginning = "sipvault_" + histogram + "_bucket{le=\"";
        return text.samples().keySet().stream().filter(key -> key.startsWith(beginning))
                .map(key -> key.substring(beginning.length(), key.length() - 2)).toList();
    }

    @Test
    void negotiatesTheFormatOfMetrics() throws Exception {
        assertThat(server.get("/metrics").headers().firstValue("Content-Type"))
                .contains("text/plain;version=0.0.4;charset=utf-8");
        assertThat(server.get("/metrics", OPEN_METRICS).headers().firstValue("Content-Type"))
                .contains("application/openmetrics-text;version=1.0.0;charset=utf-8");
    }

    /** Every series that a query of the dashboard names has a sample; those of agents are there once one reports. */
    @Test
    void fillsEveryPanelOfTheDashboard() throws Exception {
        MetricsText text = MetricsText.parse(server.get("/metrics").body(), false);
        JsonNode dashboard = JsonMapper.shared()
                .readTree(Files.readAllBytes(Path.of("../docs/grafana-dashboard.json")));
        List<String> queries = dashboard.findValuesAsString("expr");

        assertThat(queries).hasSizeGreaterThan(10);
        for (String query : queries) {
            List<String> named = Pattern.compile("[a-z_]+_[a-z_]+(?=[\\[{) /]|$)").matcher(query)
                    .results().map(MatchResult::group)
                    .filter(name -> !name.equals("histogram_quantile")).toList();
            assertThat(named).as(query).isNotEmpty();
            assertThat(named).as(query).filteredOn(name -> !name.startsWith(OF_AGENTS))
                    .allSatisfy(name -> assertThat(text.samples().keySet())
                            .anyMatch(key -> key.equals(name) || key.startsWith(name + "{")));
            assertThat(named).as(query).filteredOn(name -> name.startsWith(OF_AGENTS)).allSatisfy(
                    name -> assertThat(Files.readString(Path.of("../docs/metrics.md")))
                            .contains("`" + name.substring("sipvault_".length()) + "`"));
        }
    }

    @Test
    void saysWhatItIsReadyBy() throws Exception {
        assertThat(server.get("/health").body()).isEqualTo("ok");
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        JsonNode ready = server.json("/health/ready");
        assertThat(ready.get("status").asString()).isEqualTo("up");
        assertThat(ready.get("checks").propertyNames()).containsExactly("store", "database", "index", "job_lag",
                "disk_free");
        assertThat(ready.get("checks").get("disk_free").get("threshold").asString()).contains("least-free");
    }

    @Test
    void isNotReadyWhereTooLittleIsFree() throws Exception {
        try (RealServer full = RealServer.start(folder, Map.of("SIPVAULT_HEALTH_LEASTFREE", "1000000GB",
                "SIPVAULT_METRICS_PREFIX", "sipnab", "LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs"), "serve", "--data",
                folder.resolve("full"), "--port", "0")) {
            HttpResponse<String> ready = full.get("/health/ready");

            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(JsonMapper.shared().readTree(ready.body()).get("checks").get("disk_free").get("status")
                    .asString()).isEqualTo("down");
            assertThat(full.get("/metrics").body()).contains("\nsipnab_dialogs_total{state=\"failed\"} 0\n");
        }
    }
}
