package io.sipvault.web.api.agent;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.jobs.launch.IndexSchedule;
import io.sipvault.web.agent.Agent;
import io.sipvault.web.agent.AgentReports;
import io.sipvault.web.agent.AgentStatus;
import io.sipvault.web.agent.Agents;
import io.sipvault.web.problem.ApiException;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/chunks}: what agents report. Listing finds their chunks, too, only later. */
@RestController
final class ChunkResource {
    private final Agents agents;
    private final AgentReports reports;
    private final IndexSchedule index;
    private final Clock clock;

    ChunkResource(Agents agents, AgentReports reports, IndexSchedule index, Clock clock) {
        this.agents = agents;
        this.reports = reports;
        this.index = index;
        this.clock = clock;
    }

    /**
     * What became of it.
     *
     * @param receivedAt
     *            by the center's clock, when it had come
     * @param now
     *            the same, when the answer went: what the agent measures its clock by
     * @param registered
     *            how many of the chunks were not known before
     */
    record Receipt(Instant receivedAt, Instant now, int registered) {}

    @PostMapping("/api/chunks")
    Receipt take(@RequestBody ChunkHint hint, Principal caller) {
        Instant received = clock.instant();
        Agent agent = agents.find(caller.getName())
                .orElseThrow(() -> ApiException.notFound("the agent " + caller.getName() + " is not registered"));
        List<ChunkId> chunks = hint.chunks(agent.name());
        AgentStatus status = hint.checkedStatus();
        if (status != null) {
            reports.save(agent.id(), status);
        }
        int found = index.hint(chunks);
        return new Receipt(received, clock.instant(), found);
    }
}
