package io.sipvault.web.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.web.Browser;
import io.sipvault.web.TestServer;
import io.sipvault.web.account.Role;
import io.sipvault.web.account.Users;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files that come by the form of the page. */
@SuppressWarnings("NullAway.Init")
final class ImportFormTest {
    private static final String PASSWORD = "long enough for it";
    private static final String BOUNDARY = "the-boundary";

    private static TestServer server;

    private final Browser browser = new Browser(server);

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("sipvault.sign-in.attempts-per-minute", 1_000));
        server.bean(Users.class).add("supporter", Role.SUPPORT, PASSWORD);
        server.bean(Users.class).add("viewer", Role.VIEWER, PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void signIn() throws Exception {
        browser.signIn("supporter", PASSWORD);
    }

    private static String part(String disposition, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private static HttpResponse<String> send(Browser from, String token, String... parts) throws Exception {
        return from.send("POST", "/imports?_csrf=" + token, String.join("", parts) + "--" + BOUNDARY + "--\r\n",
                "Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    }

    private static String line(String text) {
        return "2026-11-21T03:14:43.000001Z desk kamailio[1]: NOTICE: " + text + "\n";
    }

    /** Observer and bytes by the names of the files. */
    private Map<String, String> imports() throws Exception {
        Map<String, String> imports = new HashMap<>();
        for (JsonNode each : JsonMapper.shared().readTree(browser.get("/api/imports").body()).get("imports")) {
            imports.put(each.get("name").asString(), each.get("agent").asString() + " " + each.get("bytes").asInt());
        }
        return imports;
    }

    @Test
    void areReceivedWholeEachWithItsNameAndItsObserver() throws Exception {
        HttpResponse<String> answer = send(browser, browser.csrf(), part("name=\"agent\"", "desk-1"),
                part("name=\"file\"; filename=\"a.log\"", line("first")),
                part("name=\"file\"; filename=\"b.log\"", line("second") + line("third")));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/imports");
        assertThat(browser.get("/imports").body()).contains("a.log", "b.log", "desk-1");
        assertThat(imports()).containsEntry("a.log", "desk-1 " + line("first").length())
                .containsEntry("b.log", "desk-1 " + (line("second") + line("third")).length());
    }

    @Test
    void areRefusedWithoutAFileWithoutTheTokenAndFromWhoMayNot() throws Exception {
        HttpResponse<String> empty = send(browser, browser.csrf(), part("name=\"agent\"", "desk-1"),
                part("name=\"file\"; filename=\"\"", ""));
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body()).contains("the form holds no file");

        String file = part("name=\"file\"; filename=\"refused.log\"", line("refused"));
        assertThat(send(browser, "", file).statusCode()).isEqualTo(403);
        Browser viewer = new Browser(server);
        viewer.signIn("viewer", PASSWORD);
        assertThat(send(viewer, viewer.csrf(), file).statusCode()).isEqualTo(403);
        assertThat(imports()).doesNotContainKey("refused.log");
    }
}
