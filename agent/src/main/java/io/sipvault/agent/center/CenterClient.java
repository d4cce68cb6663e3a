package io.sipvault.agent.center;

import io.sipvault.agent.config.CenterSettings;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends reports to the center. The token is read again for each, so that a new one counts without a restart. */
final class CenterClient {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 64 << 10;
    private static final int LONGEST_REASON = 300;
    private static final int OK = 200;
    /** Answers to what is wrong in itself. */
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 413);

    private final URI address;
    private final Path tokenFile;
    private final HttpClient client;

    CenterClient(CenterSettings settings) {
        this.address = URI.create(settings.address() + "/api/chunks");
        this.tokenFile = settings.tokenFile();
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE)
                .sslContext(CenterTrust.of(settings.certificate())).build();
        token();
    }

    /** When the center had received a report, and when it answered, by its clock. */
    record Receipt(Instant receivedAt, Instant now) {}

    URI address() {
        return address;
    }

    /**
     * Sends a report.
     *
     * @throws ForensicException
     *             when it was not taken, with the reason; NOT_PROVEN when the same report would never be
     */
    Receipt send(byte[] report) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE)
                .header("Authorization", "Bearer " + token()).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(report)).build();
        try {
            HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return receipt(answer.statusCode(), body.readNBytes(LONGEST_ANSWER));
            }
        } catch (IOException e) {
            throw failure(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted");
        }
    }

    private Receipt receipt(int status, byte[] body) {
        try {
            JsonNode json = JsonMapper.shared().readTree(body);
            if (status != OK) {
                String why = json.path("detail").asString("");
                throw failure(REFUSALS.contains(status) ? ErrorCode.NOT_PROVEN : ErrorCode.STORE,
                        "it answered " + status
                                + " " + why.substring(0, Math.min(LONGEST_REASON, why.length())));
            }
            return new Receipt(Instant.parse(json.path("received_at").asString("")),
                    Instant.parse(json.path("now").asString("")));
        } catch (JacksonException | DateTimeException e) {
            throw failure("it answered " + status + " and what no center of Sipvault answers. Is the address right?");
        }
    }

    private String token() {
        try {
            String token = Files.readString(tokenFile).strip();
            if (token.matches("[!-~]{1,512}")) {
                return token;
            }
            throw new IOException("it holds no token in one line");
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "settings of the agent: reading the token from "
                    + tokenFile + " failed (" + e + "); sipvault.agent.center-token-file names a file with the token"
                    + " that the server issued", e);
        }
    }

    private ForensicException failure(String why) {
        return failure(ErrorCode.STORE, why);
    }

    private ForensicException failure(ErrorCode code, String why) {
        return new ForensicException(code, "reporting to " + address + " failed: " + why);
    }
}
