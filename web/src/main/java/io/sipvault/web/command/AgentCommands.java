package io.sipvault.web.command;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.agent.Agent;
import io.sipvault.web.agent.Agents;
import io.sipvault.web.text.Text;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Gives commands to agents, by the way that each can be reached. */
public final class AgentCommands {
    /** What the agent found wrong with the command itself, which is for whoever gave it. */
    private static final Set<Integer> FOR_THE_CALLER = Set.of(400, 404, 409, 413);
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int UNAUTHORIZED = 401;
    private static final int LONGEST_REASON = 500;

    private final Agents agents;
    private final Mailboxes mailboxes;
    private final DirectCommands direct;

    AgentCommands(Agents agents, Mailboxes mailboxes, DirectCommands direct) {
        this.agents = agents;
        this.mailboxes = mailboxes;
        this.direct = direct;
    }

    /** How an agent can be reached. */
    public enum Way {
        /** It listens at an address. */
        ADDRESS,
        /** It asks for commands. */
        CONNECTION,
        /** Not at all. */
        NONE
    }

    /** By which way commands go to an agent now. */
    public Way way(Agent agent) {
        if (agent.url() != null && agent.hasToken()) {
            return Way.ADDRESS;
        }
        return mailboxes.isConnected(agent) ? Way.CONNECTION : Way.NONE;
    }

    /**
     * Gives a command.
     *
     * @return what the agent did: an answer of 200, 201, 400, 404, 409 or 413; AGENT when it cannot be reached, does not answer in
     *         time, or fails
     * @throws ForensicException
     *             IN_USE when the agent is disabled; AGENT when it cannot be reached
     */
    public CompletableFuture<AgentAnswer> send(Agent agent, AgentCommand command) {
        if (!agent.enabled()) {
            throw new ForensicException(ErrorCode.IN_USE, "the agent " + agent.name() + " is disabled here");
        }
        String url = agent.url();
        Optional<String> token = agents.token(agent.name());
        CompletableFuture<AgentAnswer> answer = url != null && token.isPresent()
                ? direct.send(agent.name(), url, token.get(), command)
                : mailboxes.send(agent, command);
        return answer.thenApply(done -> checked(agent, done));
    }

    private static AgentAnswer checked(Agent agent, AgentAnswer answer) {
        if (answer.status() == OK || answer.status() == CREATED || FOR_THE_CALLER.contains(answer.status())) {
            return answer;
        }
        throw new ForensicException(ErrorCode.AGENT, "the agent " + agent.name() + " answered " + answer.status() + ": "
                + Text.cut(answer.body().path("detail").asString(""), LONGEST_REASON) + (answer.status() == UNAUTHORIZED
                        ? ". POST /api/agents takes the token that its sipvault.agent.command.token-file holds"
                        : ""));
    }
}
