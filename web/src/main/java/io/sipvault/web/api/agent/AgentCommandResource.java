package io.sipvault.web.api.agent;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.account.Secrets;
import io.sipvault.web.agent.Agent;
import io.sipvault.web.agent.AgentReports;
import io.sipvault.web.agent.Agents;
import io.sipvault.web.command.AgentAnswer;
import io.sipvault.web.command.AgentCommand;
import io.sipvault.web.command.AgentCommands;
import io.sipvault.web.openapi.Answers;
import io.sipvault.web.problem.ApiException;
import io.sipvault.web.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/agents/ID/commands}: scoped captures of one agent, whatever way it can be reached. */
@RestController
@RequestMapping("/api/agents/{id}/commands")
final class AgentCommandResource {
    private static final int LONGEST_SECONDS = 86_400;
    private static final int USUAL_SECONDS = 3_600;
    private static final int MOST_EVENTS = 1_000;
    private static final int ID_BYTES = 12;
    private static final int LONGEST_REASON = 500;
    private static final double NANOS_PER_MS = 1e6;

    private final Agents agents;
    private final AgentReports reports;
    private final AgentCommands commands;
    private final JsonMapper json;
    private final Clock clock;

    AgentCommandResource(Agents agents, AgentReports reports, AgentCommands commands, JsonMapper json, Clock clock) {
        this.agents = agents;
        this.reports = reports;
        this.commands = commands;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A scoped capture to start.
     *
     * @param id
     *            8 to 64 letters, digits, _ and -; the same order again changes nothing. Absent, one is made
     * @param criteria
     *            at least one besides method
     * @param durationSeconds
     *            1 to 86400, else an hour; the agent ends it by itself then
     */
    record NewCapture(@Nullable String id, ScopedCapture.@Nullable Criteria criteria, @Nullable Boolean captureRtp,
            @Nullable Boolean capturePcap, @Nullable Integer durationSeconds) {}

    /** As the agent takes it. */
    record Scope(String id, ScopedCapture.Criteria criteria, boolean captureRtp, boolean capturePcap,
            Instant expiresAt) {}

    @GetMapping
    CompletableFuture<ScopedCapture.All> all(@PathVariable int id) {
        return send(id, AgentCommand.get("/commands", ""), ScopedCapture.All.class).thenApply(ResponseEntity::getBody);
    }

    @PostMapping("/start")
    @Answers(status = {200, 201})
    CompletableFuture<ResponseEntity<ScopedCapture>> start(@PathVariable int id, @RequestBody NewCapture wanted) {
        int seconds = wanted.durationSeconds == null ? USUAL_SECONDS : wanted.durationSeconds;
        if (seconds < 1 || seconds > LONGEST_SECONDS) {
            throw ApiException.badRequest("duration_seconds", "duration_seconds takes 1 to " + LONGEST_SECONDS
                    + ", got " + seconds);
        }
        if (wanted.criteria == null) {
            throw ApiException.badRequest("criteria", "the body lacks 'criteria', an object with at least one of from,"
                    + " to, tenant, domain, provider_ip, text, call_id");
        }
        Agent agent = agents.require(id);
        Scope scope = new Scope(wanted.id == null ? Secrets.random(ID_BYTES) : wanted.id, wanted.criteria,
                Boolean.TRUE.equals(wanted.captureRtp), Boolean.TRUE.equals(wanted.capturePcap),
                nowOf(agent).plusSeconds(seconds));
        return commands.send(agent, AgentCommand.post("/commands/start", json.valueToTree(scope)))
                .thenCompose(answer -> wanted.id != null && answer.status() == HttpStatus.CONFLICT.value()
                        ? known(agent, scope, answer)
                        : CompletableFuture.completedFuture(answer))
                .thenApply(answer -> response(agent, answer, ScopedCapture.class));
    }

    /** The same order again names another end, since it is reckoned from now; for whoever gives it that is no other one. */
    private CompletableFuture<AgentAnswer> known(Agent agent, Scope scope, AgentAnswer conflict) {
        return commands.send(agent, AgentCommand.get(path(scope.id), ""))
                .thenApply(answer -> answer.status() == HttpStatus.OK.value()
                        && read(agent, answer, ScopedCapture.class).isOf(scope) ? answer : conflict);
    }

    /** What the agent's clock shows, as far as it is known: by that it ends. */
    private Instant nowOf(Agent agent) {
        return reports.find(agent.id()).map(report -> report.status().clockOffsetMs())
                .map(offset -> clock.instant().minus(Duration.ofNanos(Math.round(offset * NANOS_PER_MS))))
                .orElseGet(clock::instant);
    }

    @GetMapping("/{command}")
    CompletableFuture<ResponseEntity<ScopedCapture>> status(@PathVariable int id, @PathVariable String command) {
        return send(id, AgentCommand.get(path(command), ""), ScopedCapture.class);
    }

    @PostMapping("/{command}/stop")
    CompletableFuture<ResponseEntity<ScopedCapture>> stop(@PathVariable int id, @PathVariable String command) {
        return send(id, AgentCommand.post(path(command) + "/stop", null), ScopedCapture.class);
    }

    @GetMapping("/{command}/events")
    CompletableFuture<ResponseEntity<ScopedCapture.Events>> events(@PathVariable int id, @PathVariable String command,
            @RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "100") int limit) {
        if (after < 0) {
            throw ApiException.badRequest("after", "after takes a sequence from 0, got " + after);
        }
        if (limit < 1 || limit > MOST_EVENTS) {
            throw ApiException.badRequest("limit", "limit takes 1 to " + MOST_EVENTS + ", got " + limit);
        }
        return send(id, AgentCommand.get(path(command) + "/events", "after=" + after + "&limit=" + limit),
                ScopedCapture.Events.class);
    }

    private static String path(String command) {
        if (!command.matches("[A-Za-z0-9_-]{8,64}")) {
            throw ApiException.badRequest("command", "'" + Text.cut(command, 80) + "' is no id of a scoped capture");
        }
        return "/commands/" + command;
    }

    private <T> CompletableFuture<ResponseEntity<T>> send(int id, AgentCommand command, Class<T> shape) {
        Agent agent = agents.require(id);
        return commands.send(agent, command).thenApply(answer -> response(agent, answer, shape));
    }

    private <T> ResponseEntity<T> response(Agent agent, AgentAnswer answer, Class<T> shape) {
        return ResponseEntity.status(answer.status()).body(read(agent, answer, shape));
    }

    private <T> T read(Agent agent, AgentAnswer answer, Class<T> shape) {
        if (answer.status() >= HttpStatus.BAD_REQUEST.value()) {
            String why = "agent " + agent.name() + ": "
                    + Text.cut(answer.body().path("detail").asString(""), LONGEST_REASON);
            throw switch (HttpStatus.valueOf(answer.status())) {
                case NOT_FOUND -> ApiException.notFound(why);
                case CONFLICT -> ApiException.conflict(why);
                case CONTENT_TOO_LARGE -> ApiException.tooLarge(why);
                default -> ApiException.badRequest("criteria", why);
            };
        }
        try {
            return json.treeToValue(answer.body(), shape);
        } catch (JacksonException e) {
            throw new ForensicException(ErrorCode.AGENT, "the agent " + agent.name()
                    + " answered what no agent of Sipvault answers: "
                    + Text.cut(e.getOriginalMessage(), LONGEST_REASON),
                    e);
        }
    }
}
