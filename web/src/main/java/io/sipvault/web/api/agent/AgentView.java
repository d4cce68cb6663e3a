package io.sipvault.web.api.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.jobs.registry.CapturedChunk;
import io.sipvault.web.agent.Agent;
import io.sipvault.web.agent.AgentReports.Report;
import io.sipvault.web.agent.AgentStatus.HepSender;
import io.sipvault.web.agent.Fleet.Member;
import io.sipvault.web.command.AgentCommands.Way;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An agent as it is shown.
 *
 * @param id
 *            null of one that wrote chunks and was never registered
 * @param hasToken
 *            whether the center has a token for its commands, which it never gives back
 * @param chunks
 *            the newest that is known here of each kind
 * @param dropsKernel
 *            packets that its manifests say the kernel dropped, in all
 * @param status
 *            what it said last; null when it never reported
 * @param commands
 *            by which way commands reach it now: address, connection or none
 * @param ingestToken
 *            the secret; there only in the answer to issuing it
 */
record AgentView(@Nullable Integer id, String name, boolean registered, @Nullable String url, boolean hasToken,
        boolean enabled, List<String> tags, String site, @Nullable Instant tokenIssuedAt, @Nullable Instant createdAt,
        List<LastChunk> chunks, long dropsKernel, long dropsAgent, String commands,
        @Nullable Status status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ingestToken) {

    /** The newest chunk of a kind. */
    record LastChunk(String kind, int sequence, @Nullable Instant lastTime, @Nullable Instant archivedAt) {
        static LastChunk of(ChunkKind kind, CapturedChunk chunk) {
            return new LastChunk(kind.word(), chunk.sequence(), chunk.to(), chunk.archived());
        }
    }

    /** What it said last. */
    record Status(Instant reportedAt, @Nullable Instant sentAt, @Nullable String version,
            @Nullable Double clockOffsetMs, @Nullable Double uploadLagSec, long waitingBytes, long waitingChunks,
            long dropsKernel, long dropsAgent, long captured, long ignored, long unclear, List<String> troubles,
            List<HepSender> hepSenders) {
        static @Nullable Status of(@Nullable Report r) {
            return r == null
                    ? null
                    : new Status(r.receivedAt(), r.status().sentAt(), r.status().version(), r.status().clockOffsetMs(),
                            r.status().uploadLagSec(), r.status().waitingBytes(), r.status().waitingChunks(),
                            r.status().dropsKernel(), r.status().dropsAgent(), r.status().captured(),
                            r.status().ignored(), r.status().unclear(), r.status().troubles(),
                            r.status().hepSenders());
        }
    }

    static AgentView of(Member m, Way way, @Nullable String ingestToken) {
        List<LastChunk> chunks = new ArrayList<>();
        m.last().forEach((kind, chunk) -> chunks.add(LastChunk.of(kind, chunk)));
        Agent a = m.agent();
        return a == null
                ? new AgentView(null, m.name(), false, null, false, false, List.of(), "", null, null, chunks,
                        m.drops().byKernel(), m.drops().byAgent(), word(way), null, null)
                : new AgentView(a.id(), a.name(), true, a.url(), a.hasToken(), a.enabled(), a.tags(), a.site(),
                        a.tokenIssuedAt(), a.createdAt(), chunks, m.drops().byKernel(), m.drops().byAgent(),
                        word(way), Status.of(m.report()), ingestToken);
    }

    private static String word(Way way) {
        return way.name().toLowerCase(Locale.ROOT);
    }
}
