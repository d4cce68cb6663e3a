package io.sipvault.web.api.agent;

import io.sipvault.web.agent.Agent;
import io.sipvault.web.agent.Agents;
import io.sipvault.web.command.AgentAnswer;
import io.sipvault.web.command.Mailboxes;
import io.sipvault.web.command.Mailboxes.Order;
import io.sipvault.web.problem.ApiException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /api/agent/commands}: an agent that nobody can reach asks what it is to do. */
@RestController
@RequestMapping("/api/agent/commands")
final class OwnCommandResource {
    private final Agents agents;
    private final Mailboxes mailboxes;

    OwnCommandResource(Agents agents, Mailboxes mailboxes) {
        this.agents = agents;
        this.mailboxes = mailboxes;
    }

    /** What it is to do, in this order. */
    record Orders(List<Order> commands) {}

    /**
     * What became of a command.
     *
     * @param status
     *            of HTTP
     */
    record Done(@Nullable Integer status, @Nullable JsonNode body) {}

    /** Whoever waited for the answer has it. */
    record Taken(boolean taken) {}

    /** Held until there is a command. */
    @GetMapping
    CompletableFuture<Orders> ask(@RequestParam(name = "wait_seconds", defaultValue = "25") int waitSeconds,
            Principal caller) {
        if (waitSeconds < 0) {
            throw ApiException.badRequest("wait_seconds", "wait_seconds takes 0 to 25, got " + waitSeconds);
        }
        return mailboxes.ask(agent(caller), Duration.ofSeconds(waitSeconds)).thenApply(Orders::new);
    }

    @PostMapping("/{id}")
    Taken answer(@PathVariable String id, @RequestBody Done done, Principal caller) {
        JsonNode body = done.body;
        if (done.status == null || body == null || !body.isObject()) {
            throw ApiException.badRequest("body", "an answer to a command takes a status and a body, an object");
        }
        mailboxes.answer(agent(caller), id, new AgentAnswer(done.status, body));
        return new Taken(true);
    }

    private Agent agent(Principal caller) {
        return agents.find(caller.getName())
                .orElseThrow(() -> ApiException.notFound("the agent " + caller.getName() + " is not registered"));
    }
}
