package io.sipvault.web.agent;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.jobs.registry.CaptureTrack;
import io.sipvault.jobs.registry.CapturedChunk;
import io.sipvault.jobs.registry.CoverageRegistry;
import io.sipvault.jobs.registry.DropSums;
import io.sipvault.web.agent.AgentReports.Report;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All agents: those that were registered, and those that wrote chunks without having been. */
public final class Fleet {
    private final Agents agents;
    private final AgentReports reports;
    private final CoverageRegistry coverage;

    Fleet(Agents agents, AgentReports reports, CoverageRegistry coverage) {
        this.agents = agents;
        this.reports = reports;
        this.coverage = coverage;
    }

    /**
     * An agent and what is known of it.
     *
     * @param agent
     *            null when it was never registered
     * @param report
     *            null when it never reported
     * @param last
     *            its newest chunk that is known here, by kind
     * @param drops
     *            that its manifests tell, in all
     */
    public record Member(String name, @Nullable Agent agent, @Nullable Report report,
            Map<ChunkKind, CapturedChunk> last, DropSums drops) {}

    /** By name. */
    public List<Member> members() {
        Map<String, Map<ChunkKind, CapturedChunk>> last = new TreeMap<>();
        for (CaptureTrack track : coverage.tracks()) {
            coverage.last(track).ifPresent(chunk -> last
                    .computeIfAbsent(track.agent(), name -> new EnumMap<>(ChunkKind.class)).put(track.kind(), chunk));
        }
        Map<String, Agent> registered = new HashMap<>();
        agents.list().forEach(agent -> registered.put(agent.name(), agent));
        registered.keySet().forEach(name -> last.putIfAbsent(name, new EnumMap<>(ChunkKind.class)));
        Map<Integer, Report> said = reports.all();
        Map<String, DropSums> drops = coverage.dropSums();
        return last.entrySet().stream().map(e -> {
            Agent agent = registered.get(e.getKey());
            return new Member(e.getKey(), agent, agent == null ? null : said.get(agent.id()), e.getValue(),
                    drops.getOrDefault(e.getKey(), DropSums.NONE));
        }).toList();
    }
}
