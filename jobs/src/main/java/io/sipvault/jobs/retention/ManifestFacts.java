package io.sipvault.jobs.retention;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.registry.ChunkFacts;
import io.sipvault.jobs.registry.ExpiryRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills in what the rows of an older version lack. */
final class ManifestFacts {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestFacts.class);

    private final Archive archive;
    private final ExpiryRegistry registry;

    ManifestFacts(Archive archive, ExpiryRegistry registry) {
        this.archive = archive;
        this.registry = registry;
    }

    void fillIn() {
        new Pages<>(registry::undescribed, id -> id, id -> true).forEach(this::describe);
    }

    private void describe(ChunkId id) {
        try {
            archive.manifest(id).ifPresent(manifest -> registry.describe(id, ChunkFacts.of(manifest)));
        } catch (ForensicException e) {
            if (e.code().type() != ErrorCode.Type.CAPTURE) {
                throw e;
            }
            LOG.warn("chunk {}: it never expires, for its manifest cannot be read: {}", id, e.getMessage());
        }
    }
}
