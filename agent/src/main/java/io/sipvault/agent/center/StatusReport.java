package io.sipvault.agent.center;

import io.sipvault.agent.capture.PacketCounts;
import io.sipvault.agent.hep.HepSender;
import io.sipvault.agent.hep.HepSenders;
import io.sipvault.agent.roll.Outbox;
import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.spool.Losses;
import io.sipvault.agent.spool.SpoolFolder;
import io.sipvault.agent.spool.SpoolFolder.Backlog;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says how an agent does, as the center takes it. */
public final class StatusReport {
    private static final List<ChunkKind> KINDS = List.of(ChunkKind.SIP, ChunkKind.RTP, ChunkKind.LOG);
    private static final int MOST_GAPS = 50;
    private static final int MOST_SENDERS = 50;

    private final String tool;
    private final SpoolFolder spool;
    private final Outbox outbox;
    private final LossLedger ledger;
    private final Supplier<List<String>> troubles;
    private final Supplier<Collection<PacketCounts>> counts;
    private final Supplier<Optional<HepSenders>> hep;

    /**
     * @param tool
     *            program and version
     * @param troubles
     *            what keeps it from its work, in words
     * @param counts
     *            of each interface
     * @param hep
     *            who sends HEP; empty where nobody is listened to
     */
    public StatusReport(String tool, SpoolFolder spool, Outbox outbox, LossLedger ledger,
            Supplier<List<String>> troubles, Supplier<Collection<PacketCounts>> counts,
            Supplier<Optional<HepSenders>> hep) {
        this.tool = tool;
        this.spool = spool;
        this.outbox = outbox;
        this.ledger = ledger;
        this.troubles = troubles;
        this.counts = counts;
        this.hep = hep;
    }

    Map<String, Object> at(Instant now, @Nullable Double clockOffsetMs) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("version", tool);
        if (clockOffsetMs != null) {
            status.put("clock_offset_ms", clockOffsetMs);
        }
        outbox.oldest().ifPresent(oldest -> status.put("upload_lag_sec",
                Math.max(0, Duration.between(oldest, now).toMillis()) / 1e3));
        status.put("drops_kernel", ledger.untold(ChunkKind.SIP).kernel());
        status.put("captured", sum(PacketCounts::kept) + hep.get().map(HepSenders::packets).orElse(0L));
        status.put("ignored", sum(PacketCounts::left));
        status.put("unclear", sum(PacketCounts::unclear));
        status.put("troubles", troubles.get());
        Map<String, Object> kinds = new LinkedHashMap<>();
        KINDS.forEach(kind -> kinds.put(kind.word(), of(kind)));
        status.put("kinds", kinds);
        hep.get().ifPresent(senders -> status.put("hep_senders", senders.snapshot().stream()
                .flatMap(StatusReport::senders).limit(MOST_SENDERS).toList()));
        return status;
    }

    /** An address that was only refused is told without a name. */
    private static Stream<Map<String, Object>> senders(HepSender at) {
        long refused = at.refused().values().stream().mapToLong(Long::longValue).sum();
        return at.nodes().isEmpty()
                ? Stream.of(Map.of("address", at.address(), "refused", refused))
                : at.nodes().stream().map(node -> sender(at.address(), refused, node));
    }

    private static Map<String, Object> sender(String address, long refused, HepSender.Node node) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("address", address);
        said.put("refused", refused);
        if (node.agentId() >= 0) {
            said.put("agent_id", node.agentId());
        }
        if (!node.nodeName().isEmpty()) {
            said.put("node", node.nodeName());
        }
        said.put("packets", node.packets());
        said.put("last_seen", node.lastSeen().toString());
        Duration offset = node.clockOffset();
        if (offset != null) {
            said.put("clock_offset_ms", offset.toNanos() / 1e6);
        }
        return said;
    }

    private long sum(ToLongFunction<PacketCounts> count) {
        return counts.get().stream().mapToLong(count).sum();
    }

    /** What is spooled is looked at first: what goes on to the outbox meanwhile may count twice, and is never left out. */
    private Map<String, Object> of(ChunkKind kind) {
        Backlog spooled = spool.backlog(kind);
        long packedBytes = outbox.bytes(kind);
        int packed = outbox.size(kind);
        Losses losses = ledger.untold(kind);
        Map<String, Object> said = new LinkedHashMap<>();
        outbox.last(kind).ifPresent(last -> {
            said.put("last_sequence", last.sequence());
            Instant time = last.lastTime();
            if (time != null) {
                said.put("last_time", time.toString());
            }
        });
        said.put("waiting_bytes", spooled.bytes() + packedBytes);
        said.put("waiting_chunks", spooled.full() + packed);
        said.put("drops_agent", losses.agent());
        said.put("gaps", losses.gaps().stream().limit(MOST_GAPS).map(StatusReport::gap).toList());
        return said;
    }

    private static Map<String, String> gap(Gap gap) {
        return Map.of("from", gap.from().toString(), "to", gap.to().toString());
    }
}
