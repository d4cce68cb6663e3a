package io.sipvault.jobs.ingestion;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.fragment.FragmentHeader;
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
            FragmentHeader header = fragmentHeader(chunk);
            return header != null && registry.decoded(chunk, header) ? chunk : null;
        } finally {
            times.decoded(System.nanoTime() - began);
        }
    }

    private @Nullable FragmentHeader fragmentHeader(ClaimedChunk chunk) {
        try {
            return decodedHeader(chunk);
        } catch (ForensicException e) {
            if (Blame.isEnvironment(e, archive.store())) {
                throw e;
            }
            failed(chunk, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            failed(chunk, "decoding chunk " + chunk.id() + " failed unexpectedly: " + e);
        }
        return null;
    }

    private FragmentHeader decodedHeader(ClaimedChunk chunk) {
        String key = ChunkDecoder.fragmentKey(chunk.id());
        if (archive.store().head(key).isPresent()) {
            try {
                return FragmentReader.open(archive.store(), key).header();
            } catch (ForensicException e) {
                if (e.code() != ErrorCode.DAMAGED) {
                    throw e;
                }
                LOG.warn("chunk {}: its fragment file is damaged and made again: {}", chunk.id(), e.getMessage());
                archive.store().delete(key);
            }
        }
        decode(chunk, key);
        return FragmentReader.open(archive.store(), key).header();
    }

    private void failed(ClaimedChunk chunk, String reason) {
        LOG.info("chunk {}: attempt {} failed: {}", chunk.id(), chunk.attempts(), reason);
        registry.failed(chunk, reason);
    }

    private void decode(ClaimedChunk chunk, String key) {
        ChunkId id = ChunkId.parse(chunk.id());
        ChunkManifest manifest = archive.manifest(id).orElseThrow(() -> new ForensicException(ErrorCode.NOT_FOUND,
                "decoding chunk " + id + ": its manifest " + id.manifestKey() + " is not in "
                        + archive.store().location()));
        archive.store().putIfAbsent(key, ChunkDecoder.decode(manifest, archive.reader(manifest)));
    }
}
