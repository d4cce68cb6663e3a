package io.sipvault.agent.center;

import io.sipvault.agent.command.Answer;
import io.sipvault.agent.command.CommandRoutes;
import io.sipvault.agent.config.CenterSettings;
import io.sipvault.ingest.error.ForensicException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the center for commands, does them, and answers: for agents that nobody can reach. The center holds each question until
 * it has a command, so that one arrives at once. {@link #turn} is for one thread.
 */
public final class CenterCommands implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CenterCommands.class);
    private static final String PATH = "/api/agent/commands";
    private static final Duration HELD = Duration.ofSeconds(25);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A center that holds no question, or takes no answer, is not asked more often. */
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final String ASKING = "asking for commands at";
    private static final int OK = 200;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MOST_COMMANDS = 100;
    private static final int MOST_BODY = 64 << 10;
    /** Of an answer; the center takes a megabyte. */
    private static final int MOST_ANSWER = 900 << 10;

    private final CenterClient client;
    private final CommandRoutes routes;
    private final CenterHealth health;
    private volatile boolean closed;

    /**
     * @param routes
     *            that do them
     * @throws ForensicException
     *             BAD_REQUEST when the token or the certificate is not there
     */
    public CenterCommands(CenterSettings settings, CommandRoutes routes, RandomGenerator random) {
        this.client = new CenterClient(settings);
        this.routes = routes;
        this.health = new CenterHealth(settings.address() + " gives commands again", random);
    }

    /** Asks once, and does what comes. @return how long to wait before the next turn */
    public Duration turn() {
        long asked = System.nanoTime();
        try {
            JsonNode commands = ask();
            health.answered();
            int done = 0;
            int most = Math.min(MOST_COMMANDS, commands.size());
            for (int i = 0; i < most; i++) {
                done += obey(commands.get(i)) ? 1 : 0;
            }
            boolean held = System.nanoTime() - asked > PAUSE.toNanos();
            return done < most || most == 0 && !held ? PAUSE : Duration.ZERO;
        } catch (ForensicException e) {
            return closed ? PAUSE : health.failed(String.valueOf(e.getMessage()));
        }
    }

    private JsonNode ask() {
        JsonNode commands = client
                .get(ASKING, PATH + "?wait_seconds=" + HELD.toSeconds(), HELD.plus(PATIENCE)).path("commands");
        if (!commands.isArray()) {
            throw CenterClient.noCenter(ASKING + " " + client.address(PATH) + " failed: ", OK);
        }
        return commands;
    }

    /** @return whether the center took the answer: one that does not would give the same again at once */
    private boolean obey(JsonNode command) {
        String id = command.path("id").asString("");
        if (!ID.matcher(id).matches()) {
            LOG.debug("a command of the center has no id, and is not done");
            return false;
        }
        byte[] answer = envelope(answer(command));
        if (answer.length > MOST_ANSWER) {
            answer = envelope(
                    Answer.tooLarge("the answer has " + answer.length + " bytes of JSON, and the center takes "
                            + MOST_ANSWER + "; ask for fewer with limit"));
        }
        try {
            JsonNode ignored = client.post("answering a command at", PATH + "/" + id, answer, PATIENCE);
            return true;
        } catch (ForensicException e) {
            // whoever gave it may have given up waiting: doing it again changes nothing
            LOG.info("{}", e.getMessage());
            return false;
        }
    }

    private Answer answer(JsonNode command) {
        JsonNode body = command.path("body");
        byte[] bytes = body.isMissingNode() || body.isNull()
                ? new byte[0]
                : JsonMapper.shared().writeValueAsBytes(body);
        if (bytes.length > MOST_BODY) {
            return Answer.tooLarge("the body has more than " + MOST_BODY + " bytes");
        }
        return routes.answer(command.path("method").asString(""), command.path("path").asString(""),
                command.path("query").asString(""), bytes);
    }

    private static byte[] envelope(Answer answer) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.writeBytes(("{\"status\":" + answer.status() + ",\"body\":").getBytes(StandardCharsets.US_ASCII));
        json.writeBytes(answer.json());
        json.write('}');
        return json.toByteArray();
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
