package io.sipvault.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.agent.SelfSigned;
import io.sipvault.agent.config.CommandSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class CommandServerTest {
    private static final String TOKEN = "0123456789abcdef-secret";
    private static final String ID = "scope-0001";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ScopeBench bench;
    private CommandServer server;

    @BeforeEach
    void start() throws IOException {
        bench = new ScopeBench(Files.createDirectory(folder.resolve("data")));
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
        server = CommandServer.start(settings(null, null), bench.scopes, () -> bench.nanos);
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private CommandSettings settings(@Nullable Path certificate, @Nullable Path key) {
        return new CommandSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), folder.resolve("token"),
                certificate, key);
    }

    private HttpResponse<String> send(HttpClient by, String method, String path, String token, byte[] body)
            throws IOException, InterruptedException {
        return by.send(HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(PATIENCE)
                .header("Authorization", "Bearer " + token).method(method, BodyPublishers.ofByteArray(body)).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, byte[] body)
            throws IOException, InterruptedException {
        return send(client, method, path, TOKEN, body);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, new byte[0]);
    }

    private byte[] order() {
        return ScopeBench.json(ID, "'from': '15554430191'", bench.now.plusSeconds(60).toString(), true);
    }

    @Test
    void startsTellsAndStopsAScope() throws Exception {
        HttpResponse<String> started = send("POST", "/commands/start", order());
        assertThat(started.statusCode()).isEqualTo(201);
        assertThat(started.body()).contains("\"id\":\"scope-0001\"", "\"state\":\"running\"", "\"capture_rtp\":true",
                "\"criteria\":{\"from\":\"15554430191\"}", "\"expires_at\":\"2026-06-20T12:01:00Z\"");
        assertThat(send("POST", "/commands/start", order()).statusCode()).as("again").isEqualTo(200);
        Sip.CALL.pass(bench.scopes);

        assertThat(get("/commands/" + ID).body()).contains("\"matched_messages\":1", "\"calls\":1",
                "\"media_packets\":0", "\"dropped_events\":0");
        assertThat(get("/commands").body()).startsWith("{\"commands\":[{\"id\":\"scope-0001\"");
        HttpResponse<String> stopped = send("POST", "/commands/" + ID + "/stop", new byte[0]);
        assertThat(stopped.statusCode()).isEqualTo(200);
        assertThat(stopped.body()).contains("\"state\":\"stopped\"", "\"ended_at\":\"2026-06-20T12:00:00Z\"");
    }

    @Test
    void tellsEventsFromASequenceOn() throws Exception {
        send("POST", "/commands/start", order());
        Sip.CALL.pass(bench.scopes);
        Sip.CALL.method("BYE").pass(bench.scopes);

        String first = get("/commands/" + ID + "/events?limit=1").body();
        assertThat(first).contains("\"method\":\"INVITE\"", "\"call_id\":\"call-1@host\"", "\"dropped\":0",
                "\"flow\":{\"transport\":\"UDP\",\"source\":\"192.0.2.7:5060\"").doesNotContain("BYE");
        String last = first.replaceFirst("(?s).*\"last_sequence\":(\\d+).*", "$1");
        String rest = get("/commands/" + ID + "/events?after=" + last + "&limit=10").body();
        assertThat(rest).contains("\"method\":\"BYE\"").doesNotContain("INVITE sip:target");
        String end = rest.replaceFirst("(?s).*\"last_sequence\":(\\d+).*", "$1");
        assertThat(get("/commands/" + ID + "/events?after=" + end).body())
                .isEqualTo("{\"events\":[],\"last_sequence\":" + end + ",\"dropped\":0}");
    }

    @ParameterizedTest
    @CsvSource({"GET, /, 404", "GET, /commands/none-0001, 404", "POST, /commands/none-0001/stop, 404",
            "GET, /commands/none-0001/events, 404", "GET, /commands/a/b/c, 404", "GET, /commands/%2e%2e, 404",
            "DELETE, /commands, 405", "GET, /commands/start, 405", "GET, /commands/scope-0001/stop, 405",
            "POST, /commands/scope-0001/events, 405", "POST, /commands/start, 400",
            "GET, /commands/scope-0001/events?limit=0, 400", "GET, /commands/scope-0001/events?limit=1001, 400",
            "GET, /commands/scope-0001/events?after=-1, 400", "GET, /commands/scope-0001/events?wait=1, 400"})
    void saysWhatIsWrongWithARequest(String method, String path, int status) throws Exception {
        send("POST", "/commands/start", order());

        HttpResponse<String> answer = send(method, path, new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + status, "\"title\":\"", "\"detail\":\"");
    }

    @Test
    void refusesAnotherScopeOfTheSameId() throws Exception {
        send("POST", "/commands/start", order());
        byte[] other = ScopeBench.json(ID, "'from': '15554430192'", bench.now.plusSeconds(60).toString(), true);

        assertThat(send("POST", "/commands/start", other).statusCode()).isEqualTo(409);
    }

    @Test
    void refusesBodiesThatAreTooLong() throws Exception {
        assertThat(send("POST", "/commands/start", new byte[CommandServer.MOST_BODY]).statusCode()).isEqualTo(400);
        assertThat(send("POST", "/commands/start", new byte[CommandServer.MOST_BODY + 1]).statusCode())
                .isEqualTo(413);
    }

    @Test
    void answersOthersWhileOneNeverEndsItsRequest() throws Exception {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), URI.create(server.address()).getPort())) {
            slow.getOutputStream().write(("POST /commands/start HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN
                    + "\r\nContent-Length: 1000\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();

            assertThat(get("/commands").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void asksForTheTokenAndTakesANewOneWithoutARestart() throws Exception {
        assertThat(send(client, "GET", "/commands", TOKEN + "x", new byte[0]).statusCode()).isEqualTo(401);
        HttpResponse<String> without = client.send(
                HttpRequest.newBuilder(URI.create(server.address() + "/commands")).timeout(PATIENCE).build(),
                BodyHandlers.ofString());
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(without.body()).doesNotContain(TOKEN);

        Files.delete(folder.resolve("token"));
        assertThat(get("/commands").statusCode()).isEqualTo(500);
        Files.writeString(folder.resolve("token"), "another-token-of-some-length");
        assertThat(get("/commands").statusCode()).isEqualTo(401);
        assertThat(send(client, "GET", "/commands", "another-token-of-some-length", new byte[0]).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesAnAddressForAMinuteThatGuesses() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(send(client, "GET", "/commands", "guess-" + i, new byte[0]).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> locked = get("/commands");
        assertThat(locked.statusCode()).as("even with the right one").isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).isPresent();
        bench.pass(Duration.ofMinutes(1));

        assertThat(get("/commands").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesToStartWithATokenThatIsNoneOrTooShort() throws IOException {
        Files.writeString(folder.resolve("token"), "short");
        assertThatThrownBy(() -> CommandServer.start(settings(null, null), bench.scopes, () -> 0))
                .hasMessageContaining("16 to 512 characters");
        Files.delete(folder.resolve("token"));
        assertThatThrownBy(() -> CommandServer.start(settings(null, null), bench.scopes, () -> 0))
                .hasMessageContaining("token-file");
    }

    @Test
    void servesOverTlsWithACertificateInPem() throws Exception {
        SelfSigned keys = SelfSigned.make(folder);
        Path certificate = keys.certificate(folder.resolve("agent.crt"));
        Path key = keys.key(folder.resolve("agent.key"));
        server.close();
        server = CommandServer.start(settings(certificate, key), bench.scopes, () -> bench.nanos);

        try (HttpClient trusting = HttpClient.newBuilder().sslContext(keys.trusted()).build()) {
            assertThat(server.address()).startsWith("https://");
            assertThat(send(trusting, "GET", "/commands", TOKEN, new byte[0]).statusCode()).isEqualTo(200);
        }
        assertThatThrownBy(() -> CommandServer.start(settings(key, certificate), bench.scopes, () -> 0))
                .hasMessageContaining("PKCS#8");
    }
}
