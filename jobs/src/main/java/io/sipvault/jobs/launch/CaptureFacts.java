package io.sipvault.jobs.launch;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.registry.CoverageRegistry;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills in what coverage needs of chunks that an older version registered. */
final class CaptureFacts {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureFacts.class);
    private static final int PAGE = 500;

    private final Archive archive;
    private final CoverageRegistry registry;

    CaptureFacts(Archive archive, CoverageRegistry registry) {
        this.archive = archive;
        this.registry = registry;
    }

    /** @return how many rows were filled in; one whose manifest cannot be read is left, and tried again at the next start */
    int fillIn() {
        int filled = 0;
        String after = "";
        List<ChunkId> page;
        do {
            page = registry.undescribed(after, PAGE);
            for (ChunkId id : page) {
                after = id.toString();
                Optional<ChunkManifest> manifest = manifest(id);
                manifest.ifPresent(registry::describe);
                filled += manifest.isPresent() ? 1 : 0;
            }
        } while (!page.isEmpty());
        return filled;
    }

    private Optional<ChunkManifest> manifest(ChunkId id) {
        try {
            return archive.manifest(id);
        } catch (ForensicException e) {
            if (e.code().type() != ErrorCode.Type.CAPTURE) {
                throw e;
            }
            LOG.info("chunk {}: what it covers is not known, for its manifest cannot be read: {}", id, e.getMessage());
            return Optional.empty();
        }
    }
}
