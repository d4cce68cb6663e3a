package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.trust.PinnedCertificate;
import io.sipvault.jobs.launch.DataDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that holds a data directory, or is elsewhere: commands speak to it where it alone may write. */
final class RunningServer {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final int LEAST_ERROR = 400;

    private final String url;
    private final String key;
    private final HttpClient client;

    private RunningServer(String url, String key, HttpClient.Builder client) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.key = key;
        this.client = client.connectTimeout(CONNECTING).build();
    }

    /** The server that holds a data directory, which is locked, if it is a server who does. */
    static Optional<RunningServer> of(DataDirectory data) {
        return ServerFile.read(data)
                .filter(file -> ProcessHandle.of(file.pid()).filter(ProcessHandle::isAlive).isPresent())
                .map(RunningServer::of);
    }

    /** Nobody but the server can write the file, so the certificate that it names is trusted, and no other. */
    private static RunningServer of(ServerFile file) {
        HttpClient.Builder client = HttpClient.newBuilder();
        String certificate = file.certificateSha256();
        return new RunningServer(file.url(), file.token(),
                certificate == null
                        ? client
                        : client.sslContext(PinnedCertificate.context(certificate, "server.json")));
    }

    /** A server elsewhere; its key comes from the environment. */
    static RunningServer at(String url, @Nullable String key) {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "--server takes the address of a server such as"
                    + " http://127.0.0.1:8080, got '" + url + "'");
        }
        if (key == null || key.isBlank()) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "speaking to " + url
                    + " takes a key of scope admin in the environment variable SIPVAULT_API_KEY, which is not set");
        }
        return new RunningServer(url, key.strip(), HttpClient.newBuilder());
    }

    String url() {
        return url;
    }

    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    JsonNode postJson(String path, Map<String, Object> body) {
        return post(path, "application/json", HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }

    JsonNode patchJson(String path, Map<String, Object> body) {
        return send(request(path).header("Content-Type", "application/json").method("PATCH",
                HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))).build());
    }

    void delete(String path) {
        send(request(path).DELETE().build());
    }

    JsonNode post(String path, String contentType, BodyPublisher body) {
        return send(request(path).header("Content-Type", contentType).POST(body).build());
    }

    private HttpRequest.Builder request(String path) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
            return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
        } catch (IllegalArgumentException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "'" + url + "' is no address of a server", e);
        }
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= LEAST_ERROR) {
                throw refused(request, response);
            }
            return JSON.readTree(response.body());
        } catch (IOException | JacksonException e) {
            throw new ForensicException(ErrorCode.IN_USE, "speaking to the server at " + url + " failed: "
                    + (e.getMessage() == null ? e.toString() : e.getMessage()) + ". Is it still up?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForensicException(ErrorCode.IN_USE, "interrupted while speaking to the server at " + url, e);
        }
    }

    private ForensicException refused(HttpRequest request, HttpResponse<byte[]> response) {
        String detail = "";
        try {
            detail = JSON.readTree(response.body()).path("detail").asString("");
        } catch (JacksonException e) {
            detail = "no reason given";
        }
        return new ForensicException(codeOf(response.statusCode()), "the server at " + url + " refused "
                + request.uri().getPath() + " with " + response.statusCode() + ": " + detail);
    }

    private static ErrorCode codeOf(int status) {
        return switch (status) {
            case 400 -> ErrorCode.BAD_REQUEST;
            case 404 -> ErrorCode.NOT_FOUND;
            case 507 -> ErrorCode.DISK_FULL;
            default -> ErrorCode.IN_USE;
        };
    }
}
