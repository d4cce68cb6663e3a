package io.sipvault.jobs.launch;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ExpiryMark;
import io.sipvault.ingest.chunk.ExpiryMark.Subject;
import io.sipvault.ingest.chunk.ExpiryMarks;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore.StoredObject;
import io.sipvault.jobs.ingestion.Discovery;
import io.sipvault.jobs.registry.ChunkRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds chunks by listing the archive. */
final class ChunkDiscovery implements Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkDiscovery.class);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int PAGE = 1000;
    /** Parts of chunks/kind/year/month/day/hour/agent/sequence-digest.ext. */
    private static final int KEY_PARTS = 8;

    private final Archive archive;
    private final ChunkRegistry registry;
    private final Clock clock;

    ChunkDiscovery(Archive archive, ChunkRegistry registry, Clock clock) {
        this.archive = archive;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public int all() {
        List<ChunkId> page = new ArrayList<>();
        int[] found = new int[1];
        archive.forEachId(id -> {
            page.add(id);
            if (page.size() == PAGE) {
                found[0] += registerNew(page);
            }
        });
        return found[0] + registerNew(page);
    }

    /** Looks at chunks that were just archived: nothing is listed. */
    int of(List<ChunkId> chunks) {
        int found = 0;
        for (int from = 0; from < chunks.size(); from += PAGE) {
            found += registerNew(new ArrayList<>(chunks.subList(from, Math.min(chunks.size(), from + PAGE))));
        }
        return found;
    }

    /** By pages, so that neither the archive nor the table has to find room in memory. */
    private int registerNew(List<ChunkId> page) {
        int found = registry.unknown(page).stream().mapToInt(this::register).sum();
        page.clear();
        return found;
    }

    /** Looks at the data objects of each hour since a time: a manifest's key holds no time. */
    int since(Instant since) {
        int found = 0;
        for (Instant hour = since.truncatedTo(ChronoUnit.HOURS); !hour.isAfter(clock.instant()); hour = hour
                .plus(1, ChronoUnit.HOURS)) {
            for (ChunkKind kind : ChunkKind.values()) {
                found += under("chunks/" + kind.word() + "/" + HOUR.format(hour), kind);
            }
        }
        return found;
    }

    private int under(String prefix, ChunkKind kind) {
        int found = 0;
        @Nullable
        String after = null;
        List<StoredObject> page;
        do {
            page = archive.store().list(prefix, after, PAGE);
            for (StoredObject object : page) {
                after = object.key();
                Optional<ChunkId> id = idOf(after, kind);
                found += id.isPresent() && !registry.isKnown(id.get()) ? register(id.get()) : 0;
            }
        } while (!page.isEmpty());
        return found;
    }

    private static Optional<ChunkId> idOf(String key, ChunkKind kind) {
        String[] parts = key.split("/", -1);
        int dash = parts.length == KEY_PARTS ? parts[KEY_PARTS - 1].indexOf('-') : -1;
        if (dash <= 0 || !parts[KEY_PARTS - 1].substring(0, dash).matches("[0-9]{8}")) {
            return Optional.empty();
        }
        return Optional.of(new ChunkId(parts[KEY_PARTS - 2], kind,
                Integer.parseInt(parts[KEY_PARTS - 1].substring(0, dash))));
    }

    /** A chunk without a manifest does not exist yet; one whose manifest cannot be read is decoded in vain, with the reason. */
    private int register(ChunkId id) {
        try {
            Optional<ChunkManifest> manifest = archive.manifest(id);
            return manifest.isPresent() && register(manifest.get()) ? 1 : 0;
        } catch (ForensicException e) {
            if (e.code().type() != ErrorCode.Type.CAPTURE) {
                throw e;
            }
            LOG.info("chunk {}: its manifest cannot be read: {}", id, e.getMessage());
            return registry.register(id, "") ? 1 : 0;
        }
    }

    private boolean register(ChunkManifest manifest) {
        return registry.register(manifest, mark(manifest.id(), Subject.PACKETS), mark(manifest.id(), Subject.INDEX));
    }

    /** A mark that cannot be read is named by verify; the chunk is indexed as long as that can be done. */
    private @Nullable ExpiryMark mark(ChunkId id, Subject subject) {
        try {
            return new ExpiryMarks(archive).find(id, subject).orElse(null);
        } catch (ForensicException e) {
            if (e.code().type() != ErrorCode.Type.CAPTURE) {
                throw e;
            }
            LOG.info("chunk {}: its expiry mark cannot be read: {}", id, e.getMessage());
            return null;
        }
    }
}
