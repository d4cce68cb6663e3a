package io.sipvault.jobs.retention;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ExpiryMark;
import io.sipvault.ingest.chunk.ExpiryMark.Subject;
import io.sipvault.ingest.chunk.ExpiryMarks;
import io.sipvault.ingest.chunk.ManifestCodec;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.registry.AgedFragment;
import io.sipvault.jobs.registry.AgingChunk;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drafts the marks of what expires, and writes them. */
final class MarkWriter {
    private static final Logger LOG = LoggerFactory.getLogger(MarkWriter.class);

    private final Archive archive;
    private final ExpiryMarks marks;
    private final ManifestSigner signer;
    private final String tool;
    private final RetentionTally tally;

    MarkWriter(Archive archive, ManifestSigner signer, String tool, RetentionTally tally) {
        this.archive = archive;
        this.marks = new ExpiryMarks(archive);
        this.signer = signer;
        this.tool = tool;
        this.tally = tally;
    }

    MarkWriter countingIn(RetentionTally other) {
        return new MarkWriter(archive, signer, tool, other);
    }

    /** Makes a mark durable. @return the one that counts; empty when the archive does not prove what would be deleted */
    Optional<ExpiryMark> write(Supplier<ExpiryMark> draft, ChunkId id, Subject subject) {
        return proven(id, () -> marks.put(draft.get(), subject, signer));
    }

    /** What {@link #write} would return. */
    Optional<ExpiryMark> wouldWrite(Supplier<ExpiryMark> draft, ChunkId id, Subject subject) {
        return proven(id, () -> {
            ExpiryMark drafted = draft.get();
            return marks.inPlaceOf(drafted, subject).orElse(drafted);
        });
    }

    private Optional<ExpiryMark> proven(ChunkId id, Supplier<ExpiryMark> mark) {
        try {
            return Optional.of(mark.get());
        } catch (ForensicException e) {
            if (e.code().type() != ErrorCode.Type.CAPTURE) {
                throw e;
            }
            LOG.warn("chunk {}: nothing of it is deleted: {}", id, e.getMessage());
            tally.unproven();
            return Optional.empty();
        }
    }

    ExpiryMark ofPackets(AgingChunk chunk, String policy, Instant now) {
        byte[] encoded = manifest(chunk.id());
        ChunkManifest manifest = ManifestCodec.decode(chunk.id().manifestKey(), encoded);
        return new ExpiryMark(ExpiryMark.FORMAT, chunk.id().toString(), ManifestCodec.sha256(encoded),
                manifest.object(), manifest.objectSha256(), policy, now, chunk.indexed(), manifest.firstTime(),
                manifest.lastTime(), signer.publicKeyObject(), tool);
    }

    ExpiryMark ofFragments(AgedFragment fragment, String policy, Instant now) {
        String chunk = fragment.id().toString();
        return new ExpiryMark(ExpiryMark.FORMAT, chunk, ManifestCodec.sha256(manifest(fragment.id())),
                ChunkDecoder.fragmentKey(chunk), null, policy, now, true, fragment.first(), fragment.last(),
                signer.publicKeyObject(), tool);
    }

    private byte[] manifest(ChunkId id) {
        return archive.encodedManifest(id).orElseThrow(() -> new ForensicException(ErrorCode.NOT_PROVEN,
                "expiring chunk " + id + ": its manifest " + id.manifestKey() + " is not in "
                        + archive.store().location() + ". './sipvault verify' names what is missing"));
    }
}
