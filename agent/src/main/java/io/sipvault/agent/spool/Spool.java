package io.sipvault.agent.spool;

import io.sipvault.agent.collect.PacketSink;
import io.sipvault.agent.collect.RecordSink;
import io.sipvault.ingest.chunk.ChunkKind;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Takes what is captured and keeps it until it is packed. {@link #turn} is to be called some times a second. Safe for use by
 * many threads.
 */
public final class Spool implements PacketSink, RecordSink {
    private static final long MICROSECONDS_PER_MILLISECOND = 1_000;

    private final SpoolFolder folder;
    private final SpoolLimits limits;
    private final LossLedger ledger;
    private final AtomicLong numbers;
    private final Map<Place, Lane> lanes = new ConcurrentHashMap<>();
    private volatile boolean noRoom;
    /** Sources that can wait should, before the spool has to give anything up. */
    private volatile boolean overLimit;
    private long lastForce = System.nanoTime();

    private record Place(ChunkKind kind, int linkType) {}

    /**
     * @param highestNumber
     *            of a file that is or was there: later files have higher ones
     */
    public Spool(SpoolFolder folder, SpoolLimits limits, LossLedger ledger, long highestNumber, Clock clock) {
        this.folder = folder;
        this.limits = limits;
        this.ledger = ledger;
        this.numbers = new AtomicLong(Math.max(highestNumber, clock.millis() * MICROSECONDS_PER_MILLISECOND));
    }

    @Override
    public void packet(ChunkKind kind, int linkType, long timeNs, int originalLength, byte[] bytes, int length) {
        if (noRoom || !lane(kind, linkType).append(timeNs, originalLength, bytes, length)) {
            ledger.dropped(kind, 1);
        }
    }

    @Override
    public boolean record(long timeNs, byte[] json) {
        return !noRoom && !overLimit
                && lane(ChunkKind.LOG, SpoolFormat.RECORDS).append(timeNs, json.length, json, json.length);
    }

    private Lane lane(ChunkKind kind, int linkType) {
        return lanes.computeIfAbsent(new Place(kind, linkType),
                place -> new Lane(folder.path(), kind, linkType, limits, numbers::incrementAndGet));
    }

    /** Writes what gathered, forces it to disk when it is time, ends files that are old enough, makes room. */
    public void turn() {
        lanes.values().forEach(Lane::flush);
        ledger.saveIfChanged();
        if (System.nanoTime() - lastForce >= limits.forceEvery().toNanos()) {
            lastForce = System.nanoTime();
            lanes.values().forEach(Lane::force);
            overLimit = folder.bytes() > limits.spoolBytes() - limits.chunkBytes();
            folder.makeRoom(limits.spoolBytes(), SpoolFolder.LEAST_DEAR_FIRST, ledger);
        }
        lanes.forEach((place, lane) -> lane.rollWhenOlderThan(limits.rollAfter(place.kind)));
        lanes.values().forEach(Lane::finishEnded);
        keepReserve();
    }

    /**
     * Packing needs room, too, or a full disk would never empty: media makes it, and where there is none, what comes is dropped
     * until there is room again.
     */
    private void keepReserve() {
        long missing = limits.reserveBytes() - folder.usableBytes();
        if (missing > 0) {
            folder.makeRoom(folder.bytes() - missing, List.of(ChunkKind.RTP), ledger);
            missing = limits.reserveBytes() - folder.usableBytes();
        }
        // packets are taken again when there is clearly room, not at each byte that comes free
        noRoom = missing > (noRoom ? -limits.reserveBytes() / 2 : 0);
    }

    /** Ends all files, as before a stop. */
    public void rollAll() {
        lanes.values().forEach(Lane::roll);
        lanes.values().forEach(Lane::finishEnded);
        ledger.saveIfChanged();
    }

    /** What keeps it from writing, in words; empty when nothing does. */
    public List<String> troubles() {
        Stream<String> full = noRoom
                ? Stream.of("the disk of " + folder.path() + " is full: packets are dropped and counted")
                : Stream.of();
        return Stream.concat(full, lanes.values().stream().map(Lane::trouble).filter(Objects::nonNull)).toList();
    }
}
