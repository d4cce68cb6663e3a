package io.sipvault.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.web.Browser;
import io.sipvault.web.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a server answers to too much, over HTTP. */
final class LimitsTest {
    private static final String KEY = "test-key-of-every-scope";
    private static final String[] BEARER = {"Authorization", "Bearer " + KEY};
    /** Few requests of an address, few at once, short bodies; one token an hour would do, one a second is the unit. */
    private static final TestServer SERVER = TestServer.start(Map.of("sipvault.api.key", KEY,
            "sipvault.limit.requests-per-second", 3, "sipvault.limit.concurrent-requests", 2,
            "sipvault.limit.body", "1KB", "sipvault.limit.body-time", "500ms",
            "sipvault.limit.trusted-proxies", "127.0.0.0/8"));

    private final Browser script = new Browser(SERVER);

    private HttpResponse<String> from(String address, String path) throws Exception {
        return script.get(path, "X-Forwarded-For", address, BEARER[0], BEARER[1]);
    }

    @Test
    void answersTooManyRequestsOfAnAddressWithATimeToWait() throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            answers.add(from("192.0.2.1", "/v1/dialogs/none"));
        }
        assertThat(answers).extracting(HttpResponse::statusCode).contains(404, 503).containsOnly(404, 503);
        HttpResponse<String> refused = answers.stream().filter(a -> a.statusCode() == 503).findFirst().orElseThrow();
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(refused.body()).contains("192.0.2.1 asked more than 3 times a second",
                "sipvault.limit.requests-per-second");
        assertThat(from("192.0.2.2", "/v1/dialogs/none").statusCode()).as("another address").isEqualTo(404);
        assertThat(from("192.0.2.1", "/health").statusCode()).as("not limited").isEqualTo(200);
    }

    @Test
    void limitsBeforeItLooksAtKeys() throws Exception {
        List<Integer> answers = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            answers.add(script.get("/v1/dialogs", "X-Forwarded-For", "192.0.2.3").statusCode());
        }
        assertThat(answers).contains(401, 503);
    }

    @Test
    void takesTheAddressNextToTheProxyAndNoneBeforeIt() throws Exception {
        List<Integer> answers = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            answers.add(from("203.0.113." + n + ", 192.0.2.4", "/v1/dialogs/none").statusCode());
        }
        assertThat(answers).contains(503);
    }

    @Test
    void takesTheSchemeThatATrustedProxyForwards() throws Exception {
        HttpResponse<String> answer = script.get("/login", "X-Forwarded-Proto", "https", "X-Forwarded-Host",
                "vault.example");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(answer.headers().allValues("Set-Cookie")).isNotEmpty().allMatch(cookie -> cookie.contains("Secure"));
    }

    private static Socket open(String request) throws IOException {
        Socket socket = new Socket("127.0.0.1", SERVER.port());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void refusesABodyThatIsTooLong() throws Exception {
        HttpResponse<String> answer = script.send("POST", "/api/keys", "x".repeat(1_025), BEARER);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("longer than 1024 bytes");
    }

    @Test
    void refusesABodyOfNoSaidLengthThatIsTooLong() throws Exception {
        String chunk = "400\r\n" + "\"" + "x".repeat(1_023) + "\r\n";
        try (Socket socket = open("POST /api/keys HTTP/1.1\r\nHost: x\r\n" + BEARER[0] + ": " + BEARER[1]
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk
                + "0\r\n\r\n")) {
            assertThat(statusLine(socket)).contains(" 413 ");
        }
    }

    @Test
    void refusesABodyThatComesTooSlowly() throws Exception {
        try (Socket socket = open("POST /api/keys HTTP/1.1\r\nHost: x\r\n" + BEARER[0] + ": " + BEARER[1]
                + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")) {
            socket.getOutputStream().write(' ');
            Thread.sleep(600);
            socket.getOutputStream().write(' ');
            assertThat(statusLine(socket)).contains(" 408 ");
        }
    }

    private static String statusLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read(); c >= 0 && c != '\r'; c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
