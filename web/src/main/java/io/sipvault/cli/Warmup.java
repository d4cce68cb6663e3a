package io.sipvault.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Asks a server for a few of its pages, so that what answers them is loaded. What they say does not matter. */
final class Warmup {
    private static final List<String> PAGES = List.of("/health", "/health/ready", "/metrics", "/", "/login",
            "/v1/dialogs",
            "/v1/calls?q=status:5xx", "/v1/streams?mos_below=4", "/v1/stats", "/api/imports", "/api/jobs");

    private Warmup() {}

    static void requests(String url, String key) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String page : PAGES) {
                client.send(
                        HttpRequest.newBuilder(URI.create(url + page)).header("Authorization", "Bearer " + key).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
