package io.sipvault.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.traffic.TrafficGenerator;
import io.sipvault.ingest.traffic.TrafficProfile;
import io.sipvault.jobs.importing.Imports;
import io.sipvault.web.TestServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server with sample-data, generated traffic and odd messages in it, as programs use it; ends with the process. */
final class ApiServer {
    private static final String KEY = "key-of-the-interface-tests";
    private static final long SEED = 20_261_126;

    private static final TestServer SERVER = start();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private ApiServer() {}

    private static TestServer start() {
        TestServer server = TestServer.start(Map.of("sipvault.api.key", KEY, "sipvault.limit.requests-per-second",
                100_000));
        try {
            fill(server.bean(Imports.class), Files.createTempDirectory("sipvault-api"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return server;
    }

    private static void fill(Imports imports, Path folder) throws IOException {
        for (String kind : List.of("captures", "logs")) {
            try (Stream<Path> files = Files.list(Path.of("..", "sample-data", kind))) {
                files.sorted().forEach(file -> bring(imports, file));
            }
        }
        bring(imports, traffic(folder.resolve("calls.pcap"), TrafficProfile.rtpHeavy(SEED).withDialogs(12)
                .withMedia(Duration.ofSeconds(2))));
        bring(imports, traffic(folder.resolve("signalling.pcap"), TrafficProfile.sipOnly(SEED).withDialogs(80)));
        bring(imports, OddCapture.write(folder.resolve("odd.pcap")));
        imports.index();
    }

    private static Path traffic(Path file, TrafficProfile profile) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            TrafficGenerator.write(profile, out);
        }
        return file;
    }

    private static void bring(Imports imports, Path file) {
        imports.archive(file, "import", (bytes, offset, length) -> {});
    }

    static TestServer server() {
        return SERVER;
    }

    static <T> T bean(String name, Class<T> type) {
        return SERVER.bean(name, type);
    }

    /** Sends a request; headers are names and values in turn. */
    static HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + SERVER.port() + path))
                .header("Authorization", "Bearer " + KEY).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while asking for " + path, e);
        }
    }

    static String text(String path) {
        HttpResponse<String> answer = send("GET", path, "");
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    static JsonNode json(String path) {
        return JsonMapper.shared().readTree(text(path));
    }

    /** All entries of a list, page after page. */
    static List<JsonNode> all(String path, String member) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = json(path + "?limit=50" + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor)));
            page.get(member).forEach(all::add);
            cursor = page.hasNonNull("next_cursor") ? page.get("next_cursor").asString() : null;
        }
        return all;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
