package io.sipvault.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.web.Browser;
import io.sipvault.web.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that sends JSON with a key. */
final class KeyedClient {
    private final Browser client;

    KeyedClient(TestServer server) {
        this.client = new Browser(server);
    }

    HttpResponse<String> send(String method, String path, String body, String key) {
        try {
            return client.send(method, path, body, "Authorization", "Bearer " + key, "Content-Type",
                    "application/json");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    /** What an answer of that status holds. */
    static JsonNode json(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }
}
