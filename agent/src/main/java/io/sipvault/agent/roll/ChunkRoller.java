package io.sipvault.agent.roll;

import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.spool.Losses;
import io.sipvault.agent.spool.SpoolFailure;
import io.sipvault.agent.spool.SpoolFolder;
import io.sipvault.agent.spool.SpoolFolder.Waiting;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ContentType;
import io.sipvault.ingest.chunk.DataObjectKey;
import io.sipvault.ingest.chunk.ManifestCodec;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.chunk.format.ChunkFrame;
import io.sipvault.ingest.chunk.format.SealedChunk;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Turns full spool files into chunks in the outbox, one at a time. For one thread. */
public final class ChunkRoller {
    /** Chunks of a kind that may wait in the outbox; what is beyond stays in the spool, where it can make room. */
    private static final int MOST_READY = 4;

    private final SpoolFolder spool;
    private final Outbox outbox;
    private final LossLedger ledger;
    private final ManifestSigner signer;
    private final ChunkOrigin origin;
    private final Clock clock;

    public ChunkRoller(SpoolFolder spool, Outbox outbox, LossLedger ledger, ManifestSigner signer, ChunkOrigin origin,
            Clock clock) {
        this.spool = spool;
        this.outbox = outbox;
        this.ledger = ledger;
        this.signer = signer;
        this.origin = origin;
        this.clock = clock;
    }

    /** Rolls the next full spool file, if there is one and the outbox has room. @return whether it did */
    public boolean rollNext() {
        Optional<Waiting> next = spool.claim(kind -> outbox.size(kind) < MOST_READY);
        next.ifPresent(this::roll);
        return next.isPresent();
    }

    private void roll(Waiting waiting) {
        ChunkKind kind = waiting.name().kind();
        Optional<Outbox.Link> before = outbox.last(kind);
        ChunkId id = new ChunkId(origin.agent(), kind, before.map(link -> link.sequence() + 1).orElse(0));
        try {
            PackedChunk packed = SpoolPacker.pack(waiting, outbox.newDataFile(kind, id.sequence()));
            Losses losses = ledger.untold(kind);
            long number = ledger.nextNumber();
            ChunkManifest manifest = manifest(id, waiting.name().linkType(), packed, losses,
                    before.map(Outbox.Link::sha256));
            spool.leaving(waiting);
            outbox.put(manifest, String.valueOf(waiting.file().getFileName()), number, losses, signer);
            ledger.told(number, kind, losses);
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

    private ChunkManifest manifest(ChunkId id, int linkType, PackedChunk packed, Losses losses,
            Optional<String> previous) {
        SealedChunk sealed = packed.sealed();
        Instant first = instant(packed.firstNs());
        boolean records = id.kind() == ChunkKind.LOG;
        ContentType content = records ? ContentType.NDJSON : ContentType.PCAP;
        return new ChunkManifest(ChunkManifest.FORMAT, id.agent(), id.kind(), id.sequence(), id.agent(), content,
                DataObjectKey.of(id, first, sealed.sha256(), content), first, instant(packed.lastNs()),
                packed.packets(), sealed.bytes(), sealed.storedBytes(), 0, records ? List.of() : List.of(linkType),
                records ? 0 : origin.snapLength(), records ? null : origin.filter(), losses.kernel(), losses.agent(),
                losses.gaps(), records ? "log" : "kernel", null, sealed.sha256(), sealed.frames(),
                ManifestCodec.contentRoot(sealed.frames().stream().map(ChunkFrame::sha256).toList()),
                previous.orElse(null), origin.tool(), clock.instant(), null);
    }

    private static Instant instant(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L));
    }
}
