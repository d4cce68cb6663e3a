package io.sipvault.web.agent;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent said of itself. It is made by a stranger's program, so all of it is checked and bounded.
 *
 * @param sentAt
 *            by its own clock; null when it did not say
 * @param clockOffsetMs
 *            what is to be added to its times to get the center's; null while it does not know
 * @param uploadLagSec
 *            since when the oldest chunk waits that is not stored; null when none does
 * @param dropsKernel
 *            packets that the kernel dropped and no manifest tells yet
 * @param captured
 *            packets of signalling and media since its start
 * @param ignored
 *            packets that it has not to keep
 * @param unclear
 *            packets that it could not tell
 * @param troubles
 *            what keeps it from its work, in words
 * @param kinds
 *            by word
 * @param hepSenders
 *            who sends HEP to it, the first 50
 */
public record AgentStatus(@Nullable Instant sentAt, @Nullable String version, @Nullable Double clockOffsetMs,
        @Nullable Double uploadLagSec, long dropsKernel, long captured, long ignored, long unclear,
        List<String> troubles, Map<String, Kind> kinds, List<HepSender> hepSenders) {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int LONGEST_VERSION = 80;
    private static final int MOST_TROUBLES = 20;
    private static final int LONGEST_TROUBLE = 300;
    private static final int MOST_GAPS = 50;
    private static final int MOST_SENDERS = 50;
    private static final int LONGEST_NAME = 100;
    private static final double MOST = 1e15;

    /**
     * Checks it; what is only too long is cut.
     *
     * @throws ForensicException
     *             BAD_REQUEST
     */
    public AgentStatus {
        time("sent_at", sentAt);
        version = version == null ? null : Text.cut(version, LONGEST_VERSION);
        number("clock_offset_ms", clockOffsetMs, -MOST);
        number("upload_lag_sec", uploadLagSec, 0);
        number("drops_kernel", (double) dropsKernel, 0);
        number("captured", (double) captured, 0);
        number("ignored", (double) ignored, 0);
        number("unclear", (double) unclear, 0);
        troubles = troubles.stream().limit(MOST_TROUBLES).map(trouble -> Text.cut(trouble, LONGEST_TROUBLE)).toList();
        kinds = Map.copyOf(kinds);
        hepSenders = hepSenders.stream().limit(MOST_SENDERS).toList();
        for (String kind : kinds.keySet()) {
            if (!List.of("sip", "rtp", "log").contains(kind)) {
                throw refused("kinds takes sip, rtp and log, got '" + Text.cut(kind, 20) + "'");
            }
        }
    }

    /**
     * What it said of one kind.
     *
     * @param lastSequence
     *            of the newest chunk that it stored; null when it stored none
     * @param lastTime
     *            of the latest packet in it
     * @param waitingBytes
     *            in its spool and outbox
     * @param waitingChunks
     *            of these, files that are full or packed
     * @param dropsAgent
     *            packets that it dropped and no manifest tells yet
     * @param gaps
     *            when nothing was captured, as no manifest tells yet
     */
    public record Kind(@Nullable Integer lastSequence, @Nullable Instant lastTime, long waitingBytes,
            long waitingChunks, long dropsAgent, List<Gap> gaps) {
        public Kind {
            gaps = gaps.stream().limit(MOST_GAPS).toList();
            gaps.forEach(gap -> time("gaps", gap.from()));
            gaps.forEach(gap -> time("gaps", gap.to()));
            number("last_sequence", lastSequence == null ? null : lastSequence.doubleValue(), 0);
            time("last_time", lastTime);
            number("waiting_bytes", (double) waitingBytes, 0);
            number("waiting_chunks", (double) waitingChunks, 0);
            number("drops_agent", (double) dropsAgent, 0);
        }
    }

    /**
     * One that sends HEP to the agent.
     *
     * @param agentId
     *            that it gives itself; null when none
     * @param node
     *            name that it gives itself; null when none
     * @param packets
     *            of it that were kept
     * @param refused
     *            packets and connections of its address that were refused
     * @param clockOffsetMs
     *            its time less the agent's when packets arrive; null when it tells no time
     */
    public record HepSender(String address, @Nullable Long agentId, @Nullable String node, long packets, long refused,
            @Nullable Instant lastSeen, @Nullable Double clockOffsetMs) {
        public HepSender {
            address = Text.cut(address, LONGEST_NAME);
            node = node == null ? null : Text.cut(node, LONGEST_NAME);
            number("hep_senders.agent_id", agentId == null ? null : agentId.doubleValue(), 0);
            number("hep_senders.packets", (double) packets, 0);
            number("hep_senders.refused", (double) refused, 0);
            time("hep_senders.last_seen", lastSeen);
            number("hep_senders.clock_offset_ms", clockOffsetMs, -MOST);
        }
    }

    private static void number(String field, @Nullable Double value, double least) {
        if (value != null && !(value >= least && value <= MOST)) {
            throw refused(field + " cannot be " + value + "; it takes a number from " + (long) least);
        }
    }

    private static void time(String field, @Nullable Instant time) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            throw refused(field + " cannot be " + time + "; it takes a time such as 2026-11-21T03:15:00Z");
        }
    }

    private static ForensicException refused(String why) {
        return new ForensicException(ErrorCode.BAD_REQUEST, "the status of the agent: " + why);
    }

    /** What it said of a kind, if it did. */
    public @Nullable Kind of(ChunkKind kind) {
        return kinds.get(kind.word());
    }

    /** In spool and outbox, of all kinds. */
    public long waitingBytes() {
        return kinds.values().stream().mapToLong(Kind::waitingBytes).sum();
    }

    public long waitingChunks() {
        return kinds.values().stream().mapToLong(Kind::waitingChunks).sum();
    }

    /** Packets that it dropped and no manifest tells yet, of all kinds. */
    public long dropsAgent() {
        return kinds.values().stream().mapToLong(Kind::dropsAgent).sum();
    }
}
