package io.sipvault.web.command;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.text.Text;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands for agents that listen for them. */
final class DirectCommands implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MOST_ANSWER = 2 << 20;
    private static final int LONGEST_REASON = 300;

    private final HttpClient client;

    /**
     * @param trust
     *            whom it takes for agents
     */
    DirectCommands(SSLContext trust) {
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT)
                .followRedirects(Redirect.NEVER).sslContext(trust).build();
    }

    /**
     * Sends a command.
     *
     * @param url
     *            of the agent
     * @param token
     *            that it wants
     * @return what it answers; AGENT when it cannot be reached, or does not answer as agents do
     */
    CompletableFuture<AgentAnswer> send(String agent, String url, String token, AgentCommand command) {
        String query = command.query().isEmpty() ? "" : "?" + command.query();
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create(url.replaceFirst("/+$", "") + command.path() + query)).timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
        JsonNode body = command.body();
        request.method(command.method(), body == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body)));
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request.build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_ANSWER));
        return whole(sent).handle((answer, why) -> {
            if (why != null) {
                throw unreachable(agent, url, why);
            }
            return read(agent, url, answer);
        });
    }

    /** The patience of a request ends with the head of its answer: an agent whose body never ends is left as well. */
    private static <T> CompletableFuture<T> whole(CompletableFuture<T> sent) {
        return sent.copy().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, why) -> {
                    if (why != null) {
                        sent.cancel(true);
                    }
                });
    }

    private static ForensicException unreachable(String agent, String url, Throwable why) {
        Throwable cause = why instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : why;
        return new ForensicException(ErrorCode.AGENT, "the agent " + agent + " could not be reached at " + url + ": "
                + Text.cut(reason(cause), LONGEST_REASON)
                + ". Does it listen there, and does sipvault.agents.certificate name its certificate?", cause);
    }

    private static String reason(Throwable cause) {
        return cause instanceof TimeoutException
                ? "no whole answer came within " + PATIENCE.toSeconds() + " s"
                : cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static AgentAnswer read(String agent, String url, HttpResponse<byte[]> answer) {
        try {
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            if (body.isObject()) {
                return new AgentAnswer(answer.statusCode(), body);
            }
        } catch (JacksonException | ForensicException e) {
            throw foreign(agent, url, answer.statusCode(), e);
        }
        throw foreign(agent, url, answer.statusCode(), null);
    }

    private static ForensicException foreign(String agent, String url, int status,
            @org.jspecify.annotations.Nullable Exception why) {
        return new ForensicException(ErrorCode.AGENT, "the agent " + agent + " at " + url + " answered " + status
                + " and what no agent of Sipvault answers. Is the address that of its commands?", why);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
