package io.sipvault.agent.center;

import io.sipvault.agent.config.CenterSettings;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.trust.ServerTrust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the center. The token is read again for each request, so that a new one counts without a restart. */
final class CenterClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int LONGEST_REASON = 300;
    private static final int OK = 200;
    /** Answers to what is wrong in itself. */
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 413);

    private final String address;
    private final Path tokenFile;
    private final HttpClient client;

    CenterClient(CenterSettings settings) {
        this.address = settings.address().toString();
        this.tokenFile = settings.tokenFile();
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT)
                .sslContext(ServerTrust.of("sipvault.agent.center-certificate", settings.certificate())).build();
        token();
    }

    /** Of a path there. */
    URI address(String path) {
        return URI.create(address + path);
    }

    /**
     * Asks with GET.
     *
     * @param doing
     *            what for, such as "asking for commands at", for messages
     * @throws ForensicException
     *             as {@link #post}
     */
    JsonNode get(String doing, String path, Duration patience) {
        return exchange(doing, path, patience, HttpRequest.Builder::GET);
    }

    /**
     * Sends.
     *
     * @throws ForensicException
     *             when it was not taken, with the reason; NOT_PROVEN when the same would never be
     */
    JsonNode post(String doing, String path, byte[] json, Duration patience) {
        return exchange(doing, path, patience, request -> request.header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json)));
    }

    private JsonNode exchange(String doing, String path, Duration patience, UnaryOperator<HttpRequest.Builder> what) {
        String failing = doing + " " + address + path + " failed: ";
        HttpRequest request = what
                .apply(HttpRequest.newBuilder(address(path)).header("Authorization", "Bearer " + token())).build();
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request,
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
        try {
            // a patience of the request itself would end with the head of the answer
            HttpResponse<byte[]> answer = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return read(failing, answer.statusCode(), answer.body());
        } catch (ExecutionException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw failure(failing + (why.getMessage() == null ? why.toString() : why.getMessage()));
        } catch (TimeoutException e) {
            throw failure(failing + "no whole answer came within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(failing + "interrupted");
        } finally {
            sent.cancel(true);
        }
    }

    private static JsonNode read(String failing, int status, byte[] body) {
        try {
            JsonNode json = JsonMapper.shared().readTree(body);
            if (status != OK) {
                // it goes into the log, where it must not look like a line of its own
                String why = json.path("detail").asString("").replaceAll("\\p{C}", "?");
                throw new ForensicException(REFUSALS.contains(status) ? ErrorCode.NOT_PROVEN : ErrorCode.STORE,
                        failing + "it answered " + status
                                + " " + why.substring(0, Math.min(LONGEST_REASON, why.length())));
            }
            return json;
        } catch (JacksonException e) {
            throw noCenter(failing, status);
        }
    }

    /** It answered, and what no center does. */
    static ForensicException noCenter(String failing, int status) {
        return failure(failing + "it answered " + status + " and what no center of Sipvault answers. Is the address"
                + " right?");
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

    private static ForensicException failure(String message) {
        return new ForensicException(ErrorCode.STORE, message);
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
