package io.sipvault.web.center;

import io.sipvault.web.agent.Agent;
import io.sipvault.web.agent.AgentChange;
import io.sipvault.web.agent.AgentReports.Report;
import io.sipvault.web.agent.Agents;
import io.sipvault.web.agent.Fleet;
import io.sipvault.web.agent.Fleet.Member;
import io.sipvault.web.command.AgentCommands;
import io.sipvault.web.command.AgentCommands.Way;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /agents}: who captures. */
@Controller
final class AgentsController {
    private static final String BACK = "redirect:/agents";

    private final Fleet fleet;
    private final Agents agents;
    private final AgentCommands commands;
    private final Clock clock;

    AgentsController(Fleet fleet, Agents agents, AgentCommands commands, Clock clock) {
        this.fleet = fleet;
        this.agents = agents;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/agents")
    String list(Model model) {
        Instant now = clock.instant();
        List<Member> members = fleet.members();
        model.addAttribute("agents", members.stream().map(member -> line(member, now)).toList());
        model.addAttribute("senders", members.stream().flatMap(member -> senders(member, now)).toList());
        return "agents/list";
    }

    private AgentLine line(Member member, Instant now) {
        Agent agent = member.agent();
        return AgentLine.of(member, agent == null ? Way.NONE : commands.way(agent), now);
    }

    private static Stream<SenderLine> senders(Member member, Instant now) {
        Report report = member.report();
        return report == null
                ? Stream.of()
                : report.status().hepSenders().stream().map(sender -> SenderLine.of(member.name(), sender, now));
    }

    /** A form of the page; scripts use {@code /api/agents}. What is left empty changes nothing. */
    @PostMapping("/agents")
    String save(@RequestParam String name, @RequestParam(defaultValue = "") String url,
            @RequestParam(defaultValue = "") String token, @RequestParam(defaultValue = "") String tags,
            @RequestParam(defaultValue = "") String site) {
        agents.save(new AgentChange(name.strip(), unlessEmpty(url), unlessEmpty(token), null, unlessEmpty(tags),
                unlessEmpty(site)));
        return BACK;
    }

    private static @Nullable String unlessEmpty(String text) {
        return text.isBlank() ? null : text.strip();
    }

    @PostMapping("/agents/{id}/enabled")
    String enable(@PathVariable int id, @RequestParam boolean enabled) {
        agents.save(new AgentChange(agents.require(id).name(), null, null, enabled, null, null));
        return BACK;
    }

    /** The page that answers is the only one with the secret. */
    @PostMapping("/agents/{id}/ingest-token")
    String issueToken(@PathVariable int id, Model model) {
        String secret = agents.issueToken(id);
        model.addAttribute("name", agents.require(id).name());
        model.addAttribute("secret", secret);
        return "agents/token";
    }
}
