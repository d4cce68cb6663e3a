package io.sipvault.web.metrics;

import io.sipvault.jobs.registry.CapturedChunk;
import io.sipvault.web.agent.AgentReports.Report;
import io.sipvault.web.agent.AgentStatus;
import io.sipvault.web.agent.Fleet.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the series of agents show. One of which nothing is known has no sample. */
final class AgentFigures {
    private static final double MS_PER_S = 1e3;

    private final List<Member> members;
    private final Instant now;

    AgentFigures(List<Member> members, Instant now) {
        this.members = members;
        this.now = now;
    }

    Map<List<String>, Double> chunkAges() {
        Map<List<String>, Double> ages = new LinkedHashMap<>();
        members.forEach(member -> member.last().forEach((kind, chunk) -> {
            Double age = age(chunk);
            if (age != null) {
                ages.put(List.of(member.name(), kind.word()), age);
            }
        }));
        return ages;
    }

    private @Nullable Double age(CapturedChunk chunk) {
        Instant latest = chunk.latest();
        return latest == null ? null : since(latest);
    }

    private double since(Instant time) {
        return Duration.between(time, now).toMillis() / MS_PER_S;
    }

    Map<List<String>, Double> reportAges() {
        return ofReports(report -> since(report.receivedAt()));
    }

    /** 0 where nothing waits. */
    Map<List<String>, Double> lags() {
        return ofStatus(status -> status.uploadLagSec() == null ? Double.valueOf(0) : status.uploadLagSec());
    }

    Map<List<String>, Double> waiting() {
        return ofStatus(status -> (double) status.waitingBytes());
    }

    Map<List<String>, Double> clocks() {
        return ofStatus(status -> status.clockOffsetMs() == null ? null : status.clockOffsetMs() / MS_PER_S);
    }

    /** Those that only a report tells are left out: a counter must not fall when a manifest tells them later. */
    Map<List<String>, Double> drops() {
        Map<List<String>, Double> drops = new LinkedHashMap<>();
        members.forEach(member -> {
            drops.put(List.of(member.name(), "kernel"), (double) member.drops().byKernel());
            drops.put(List.of(member.name(), "agent"), (double) member.drops().byAgent());
        });
        return drops;
    }

    private Map<List<String>, Double> ofStatus(Function<AgentStatus, @Nullable Double> figure) {
        return ofReports(report -> figure.apply(report.status()));
    }

    private Map<List<String>, Double> ofReports(Function<Report, @Nullable Double> figure) {
        Map<List<String>, Double> figures = new LinkedHashMap<>();
        for (Member member : members) {
            Report report = member.report();
            Double value = report == null ? null : figure.apply(report);
            if (value != null) {
                figures.put(List.of(member.name()), value);
            }
        }
        return figures;
    }
}
