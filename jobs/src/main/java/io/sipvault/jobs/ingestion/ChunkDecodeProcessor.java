package io.sipvault.jobs.ingestion;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.fragment.FragmentReader;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.registry.ClaimedChunk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Makes a chunk's fragment file durable. A chunk that cannot be decoded is put back, or quarantined; the rest goes on. */
final class ChunkDecodeProcessor implements ItemProcessor<ClaimedChunk, ClaimedChunk> {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkDecodeProcessor.class);

    private final Archive archive;
    private final ChunkRegistry registry;
    private final StageTimes times;

    ChunkDecodeProcessor(Archive archive, ChunkRegistry registry, StageTimes times) {
        this.archive = archive;
        this.registry = registry;
        this.times = times;
    }

    @Override
    public @Nullable ClaimedChunk process(ClaimedChunk chunk) {
        long began = System.nanoTime();
        try {
            String key = ChunkDecoder.fragmentKey(chunk.id());
            if (archive.store().head(key).isEmpty()) {
                decode(chunk, key);
            }
            boolean ours = registry.decoded(chunk, FragmentReader.open(archive.store(), key).header());
            return ours ? chunk : null;
        } catch (ForensicException e) {
            LOG.warn("chunk {}: attempt {} failed: {}", chunk.id(), chunk.attempts(), e.getMessage());
            registry.failed(chunk, String.valueOf(e.getMessage()));
            return null;
        } finally {
            times.decoded(System.nanoTime() - began);
        }
    }

    private void decode(ClaimedChunk chunk, String key) {
        ChunkId id = ChunkId.parse(chunk.id());
        ChunkManifest manifest = archive.manifest(id).orElseThrow(() -> new ForensicException(ErrorCode.NOT_FOUND,
                "decoding chunk " + id + ": its manifest " + id.manifestKey() + " is not in "
                        + archive.store().location()));
        archive.store().putIfAbsent(key, ChunkDecoder.decode(manifest, archive.reader(manifest)));
    }
}
