package io.sipvault.agent.roll;

import io.sipvault.agent.spool.DurableFile;
import io.sipvault.agent.spool.SpoolFailure;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ManifestCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The newest manifest of each kind, which the next one goes on from. It is kept on disk when a chunk leaves, since nothing else
 * here tells of it then. For one thread at a time.
 */
final class Chain {
    private static final String NAME = "chain-";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final Map<ChunkKind, ChainLink> last = new EnumMap<>(ChunkKind.class);

    Chain(Path folder) {
        this.folder = folder;
    }

    /** Whether a file of the folder is one of its own. */
    static boolean isFile(String name) {
        return name.startsWith(NAME);
    }

    /** Goes on from what left before. */
    void load() {
        for (ChunkKind kind : ChunkKind.values()) {
            Path file = file(kind);
            try {
                if (Files.exists(file)) {
                    last.put(kind, JSON.readValue(Files.readAllBytes(file), ChainLink.class));
                }
            } catch (IOException e) {
                throw SpoolFailure.of("reading", file, e);
            }
        }
    }

    /** Empty when there was none. */
    Optional<ChainLink> last(ChunkKind kind) {
        return Optional.ofNullable(last.get(kind));
    }

    /** A manifest came, if it is not older than what is known. */
    void extend(ChunkManifest manifest, byte[] encoded) {
        ChainLink before = last.get(manifest.kind());
        if (before == null || before.sequence() < manifest.sequence()) {
            last.put(manifest.kind(), link(manifest, encoded, before));
        }
    }

    /** A chunk without packets leaves the time of the last one as it was. */
    private static ChainLink link(ChunkManifest manifest, byte[] encoded, @Nullable ChainLink known) {
        Instant time = manifest.lastTime();
        return new ChainLink(manifest.sequence(), ManifestCodec.sha256(encoded),
                time == null && known != null ? known.lastTime() : time);
    }

    /** Keeps on disk that a chunk was here, before it leaves. */
    void leaving(ChunkManifest manifest, byte[] encoded) {
        Path file = file(manifest.kind());
        try {
            DurableFile.write(file, JSON.writeValueAsBytes(link(manifest, encoded, last.get(manifest.kind()))));
        } catch (IOException e) {
            throw SpoolFailure.of("writing", file, e);
        }
    }

    private Path file(ChunkKind kind) {
        return folder.resolve(NAME + kind.word());
    }
}
