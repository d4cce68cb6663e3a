package io.sipvault.agent.roll;

import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.spool.Losses;
import io.sipvault.agent.spool.SpoolFailure;
import io.sipvault.agent.spool.SpoolFolder;
import io.sipvault.agent.spool.SpoolFolder.Waiting;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.ingest.chunk.ContentType;
import io.sipvault.ingest.chunk.DataObjectKey;
import io.sipvault.ingest.chunk.ManifestCodec;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.chunk.format.ChunkFrame;
import io.sipvault.ingest.chunk.format.SealedChunk;
import io.sipvault.ingest.wire.EpochNanos;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns full spool files into chunks in the outbox, one at a time. For one thread. */
public final class ChunkRoller {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkRoller.class);
    /** Chunks of a kind that may wait in the outbox; what is beyond stays in the spool, where it can make room. */
    private static final int MOST_READY = 4;
    /** Signalling first: drops of the kernel are of any kind. */
    private static final List<ChunkKind> KINDS = List.of(ChunkKind.SIP, ChunkKind.RTP, ChunkKind.LOG);

    private final SpoolFolder spool;
    private final Outbox outbox;
    private final LossLedger ledger;
    private final ManifestSigner signer;
    private final ChunkOrigin origin;
    private final Clock clock;
    private final Duration patience;
    /** By {@link System#nanoTime}. */
    private final Map<ChunkKind, Long> untoldSince = new EnumMap<>(ChunkKind.class);
    private final Supplier<@Nullable Double> clockOffsetMs;

    /** @param patience how long losses wait for a chunk with packets */
    public ChunkRoller(SpoolFolder spool, Outbox outbox, LossLedger ledger, ManifestSigner signer, ChunkOrigin origin,
            Clock clock, Duration patience) {
        this(spool, outbox, ledger, signer, origin, clock, patience, () -> null);
    }

    /**
     * The same.
     *
     * @param clockOffsetMs
     *            what is to be added to times of this machine to get those of the server; null while that is not known
     */
    public ChunkRoller(SpoolFolder spool, Outbox outbox, LossLedger ledger, ManifestSigner signer, ChunkOrigin origin,
            Clock clock, Duration patience, Supplier<@Nullable Double> clockOffsetMs) {
        this.clockOffsetMs = clockOffsetMs;
        this.spool = spool;
        this.outbox = outbox;
        this.ledger = ledger;
        this.signer = signer;
        this.origin = origin;
        this.clock = clock;
        this.patience = patience;
    }

    /** Rolls the next full spool file, if there is one and the outbox has room. @return whether it did */
    public boolean rollNext() {
        Optional<Waiting> next = spool.claim(kind -> outbox.size(kind) < MOST_READY);
        next.ifPresent(this::roll);
        return next.isPresent();
    }

    /** Rolls a chunk without packets for losses that no packet came after for a while. @return whether it did */
    public boolean tellLosses() {
        long now = System.nanoTime();
        for (ChunkKind kind : KINDS) {
            if (ledger.untold(kind).isNone()) {
                untoldSince.remove(kind);
            } else if (now - untoldSince.computeIfAbsent(kind, k -> now) >= patience.toNanos()) {
                rollNothing(kind);
                return true;
            }
        }
        return false;
    }

    private void rollNothing(ChunkKind kind) {
        try {
            PackedChunk packed = SpoolPacker.packNothing(kind, origin.snapLength(),
                    outbox.newDataFile(kind, nextSequence(kind)));
            put(kind, SpoolPacker.LINKTYPE_ETHERNET, packed, "");
        } catch (IOException e) {
            throw SpoolFailure.of("packing losses into", outbox.folder(), e);
        }
    }

    private void roll(Waiting waiting) {
        ChunkKind kind = waiting.name().kind();
        try {
            PackedChunk packed = SpoolPacker.pack(waiting, outbox.newDataFile(kind, nextSequence(kind)));
            if (packed.unreadBytes() > 0) {
                damaged(waiting, packed);
            }
            spool.leaving(waiting);
            put(kind, waiting.name().linkType(), packed, String.valueOf(waiting.file().getFileName()));
        } catch (IOException e) {
            spool.release(waiting.file());
            throw SpoolFailure.of("packing", waiting.file(), e);
        } catch (RuntimeException e) {
            spool.release(waiting.file());
            throw e;
        }
        // if this fails it stays claimed: its packets are in the outbox, and the next start removes it
        spool.remove(waiting.file());
    }

    /** What a disk lost of a file that was ended well is a gap up to its end. */
    private void damaged(Waiting waiting, PackedChunk packed) throws IOException {
        Instant ended = Files.getLastModifiedTime(waiting.file()).toInstant();
        Instant last = packed.packets() == 0 ? ended : EpochNanos.instant(packed.lastNs());
        LOG.error("{} bytes of spool file {} cannot be read after {}: is its disk sound? A gap is declared",
                packed.unreadBytes(), waiting.file(), last);
        ledger.missed(waiting.name().kind(), last.isBefore(ended) ? new Gap(last, ended) : new Gap(ended, last));
    }

    private int nextSequence(ChunkKind kind) {
        return outbox.last(kind).map(link -> link.sequence() + 1).orElse(0);
    }

    private void put(ChunkKind kind, int linkType, PackedChunk packed, String spoolFile) throws IOException {
        ChunkId id = new ChunkId(origin.agent(), kind, nextSequence(kind));
        Losses losses = ledger.untold(kind);
        long number = ledger.nextNumber();
        ChunkManifest manifest = manifest(id, linkType, packed, losses,
                outbox.last(kind).map(ChainLink::sha256));
        outbox.put(manifest, spoolFile, number, losses, signer);
        ledger.told(number, kind, losses);
    }

    private ChunkManifest manifest(ChunkId id, int linkType, PackedChunk packed, Losses losses,
            Optional<String> previous) {
        SealedChunk sealed = packed.sealed();
        Instant first = packed.packets() == 0 ? null : EpochNanos.instant(packed.firstNs());
        Instant last = packed.packets() == 0 ? null : EpochNanos.instant(packed.lastNs());
        boolean records = id.kind() == ChunkKind.LOG;
        ContentType content = records ? ContentType.NDJSON : ContentType.PCAP;
        return new ChunkManifest(ChunkManifest.FORMAT, id.agent(), id.kind(), id.sequence(), id.agent(), content,
                DataObjectKey.of(id, first, sealed.sha256(), content), first, last, packed.packets(), sealed.bytes(),
                sealed.storedBytes(), 0, records ? List.of() : List.of(linkType), records ? 0 : origin.snapLength(),
                records ? null : origin.filter(), losses.kernel(), losses.agent(), losses.gaps(),
                records ? "log" : "kernel", records ? null : clockOffsetMs.get(), sealed.sha256(), sealed.frames(),
                ManifestCodec.contentRoot(sealed.frames().stream().map(ChunkFrame::sha256).toList()),
                previous.orElse(null), origin.tool(), clock.instant(), null);
    }
}
