package io.sipvault.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in a process of its own on a free port of loopback, and a client that may do everything there. */
final class RealServer implements AutoCloseable {
    static final String KEY = "test-key-of-every-scope";

    private final ChildProcess process;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();

    private RealServer(ChildProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    static RealServer start(Path folder, Object... arguments) throws IOException, InterruptedException {
        return start(folder, Map.of(), arguments);
    }

    /** @param settings are added to the environment */
    static RealServer start(Path folder, Map<String, String> settings, Object... arguments)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("SIPVAULT_API_KEY", KEY);
        ChildProcess process = ChildProcess.start(folder, environment, arguments);
        try {
            return new RealServer(process, process.awaitLine("Sipvault is ready at "));
        } catch (IOException | InterruptedException | AssertionError e) {
            process.close();
            throw e;
        }
    }

    String url() {
        return url;
    }

    ChildProcess process() {
        return process;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get(path).body());
    }

    HttpResponse<String> post(String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers).POST(body));
    }

    HttpResponse<String> postFile(String path, Path file) throws IOException, InterruptedException {
        return post(path, BodyPublishers.ofFile(file), "Content-Type", "application/octet-stream");
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).header("Authorization",
                "Bearer " + KEY);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
