package io.sipvault.agent.center;

import io.sipvault.agent.capture.PacketCounts;
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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Says how an agent does, as the center takes it. */
public final class StatusReport {
    private static final List<ChunkKind> KINDS = List.of(ChunkKind.SIP, ChunkKind.RTP, ChunkKind.LOG);
    private static final int MOST_GAPS = 50;

    private final String tool;
    private final SpoolFolder spool;
    private final Outbox outbox;
    private final LossLedger ledger;
    private final Supplier<List<String>> troubles;
    private final Supplier<Collection<PacketCounts>> counts;
    private final LongSupplier received;

    /**
     * @param tool
     *            program and version
     * @param troubles
     *            what keeps it from its work, in words
     * @param counts
     *            of each interface
     * @param received
     *            packets that were received in HEP and kept
     */
    public StatusReport(String tool, SpoolFolder spool, Outbox outbox, LossLedger ledger,
            Supplier<List<String>> troubles, Supplier<Collection<PacketCounts>> counts, LongSupplier received) {
        this.tool = tool;
        this.spool = spool;
        this.outbox = outbox;
        this.ledger = ledger;
        this.troubles = troubles;
        this.counts = counts;
        this.received = received;
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
        status.put("captured", sum(PacketCounts::kept) + received.getAsLong());
        status.put("ignored", sum(PacketCounts::left));
        status.put("unclear", sum(PacketCounts::unclear));
        status.put("troubles", troubles.get());
        Map<String, Object> kinds = new LinkedHashMap<>();
        KINDS.forEach(kind -> kinds.put(kind.word(), of(kind)));
        status.put("kinds", kinds);
        return status;
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
