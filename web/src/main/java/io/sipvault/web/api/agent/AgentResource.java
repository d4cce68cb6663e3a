package io.sipvault.web.api.agent;

import io.sipvault.web.agent.Agent;
import io.sipvault.web.agent.AgentChange;
import io.sipvault.web.agent.Agents;
import io.sipvault.web.agent.Agents.Saved;
import io.sipvault.web.agent.Fleet;
import io.sipvault.web.agent.Fleet.Member;
import io.sipvault.web.command.AgentCommands;
import io.sipvault.web.command.AgentCommands.Way;
import io.sipvault.web.openapi.Answers;
import io.sipvault.web.problem.ApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/agents}: who captures. */
@RestController
@RequestMapping("/api/agents")
final class AgentResource {
    private final Agents agents;
    private final Fleet fleet;
    private final AgentCommands commands;

    AgentResource(Agents agents, Fleet fleet, AgentCommands commands) {
        this.agents = agents;
        this.fleet = fleet;
        this.commands = commands;
    }

    /** All of them. */
    record AgentList(List<AgentView> agents) {}

    /**
     * An agent to add, or what is to change of the one of that name; what is absent stays.
     *
     * @param token
     *            what the center presents to its commands
     * @param tags
     *            with commas between
     */
    record NewAgent(@Nullable String name, @Nullable String url, @Nullable String token, @Nullable Boolean enabled,
            @Nullable String tags, @Nullable String site) {}

    @GetMapping
    AgentList list() {
        return new AgentList(fleet.members().stream().map(member -> view(member, null)).toList());
    }

    @PostMapping
    @Answers(status = {200, 201})
    ResponseEntity<AgentView> save(@RequestBody NewAgent a) {
        if (a.name == null || a.name.isBlank()) {
            throw ApiException.badRequest("name", "the body lacks 'name'");
        }
        Saved saved = agents.save(new AgentChange(a.name, a.url, a.token, a.enabled, a.tags, a.site));
        return ResponseEntity.status(saved.added() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(view(saved.agent(), null));
    }

    /** The only answer with the secret. */
    @PostMapping("/{id}/ingest-token")
    @ResponseStatus(HttpStatus.CREATED)
    AgentView issueToken(@PathVariable int id) {
        String secret = agents.issueToken(id);
        return view(agents.require(id), secret);
    }

    private AgentView view(Agent agent, @Nullable String secret) {
        return fleet.members().stream().filter(member -> member.name().equals(agent.name())).findFirst()
                .map(member -> view(member, secret)).orElseThrow();
    }

    private AgentView view(Member member, @Nullable String secret) {
        Agent agent = member.agent();
        return AgentView.of(member, agent == null ? Way.NONE : commands.way(agent), secret);
    }
}
