package io.sipvault.ingest.chunk;

import io.sipvault.ingest.chunk.ExpiryMark.Subject;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.util.Optional;

/** The marks of what expired in an archive. Safe for use by many threads. */
public final class ExpiryMarks {
    private final Archive archive;

    public ExpiryMarks(Archive archive) {
        this.archive = archive;
    }

    /** The mark of a chunk, if there is one. Its signature is proven by {@code verify}. */
    public Optional<ExpiryMark> find(ChunkId id, Subject subject) {
        String key = subject.keyOf(id);
        return archive.store().head(key).map(there -> ManifestCodec.decodeMark(key, archive.store().read(key)));
    }

    /**
     * The mark that stands where another would be put.
     *
     * @throws ForensicException
     *             NOT_PROVEN when it is of another manifest, DAMAGED when it is none
     */
    public Optional<ExpiryMark> inPlaceOf(ExpiryMark draft, Subject subject) {
        return find(ChunkId.parse(draft.chunk()), subject).map(found -> checked(found, draft));
    }

    /**
     * Signs and stores a mark; it and its signature are durable then.
     *
     * @return the mark that stands there: that of an earlier attempt or of another installation counts
     * @throws ForensicException
     *             NOT_PROVEN when the one there is of another manifest, DAMAGED when it is none
     */
    public ExpiryMark put(ExpiryMark mark, Subject subject, ManifestSigner signer) {
        String key = subject.keyOf(ChunkId.parse(mark.chunk()));
        byte[] encoded = ManifestCodec.encode(mark);
        boolean written = archive.store().putIfAbsent(key, encoded);
        byte[] inPlace = written ? encoded : archive.store().read(key);
        ExpiryMark found = checked(ManifestCodec.decodeMark(key, inPlace), mark);
        archive.sign(key, inPlace, signer);
        return found;
    }

    private static ExpiryMark checked(ExpiryMark found, ExpiryMark expected) {
        if (!found.chunk().equals(expected.chunk()) || !found.manifestSha256().equals(expected.manifestSha256())) {
            throw new ForensicException(ErrorCode.NOT_PROVEN, "expiring chunk " + expected.chunk()
                    + ": the mark that stands there is of chunk " + found.chunk() + " with manifest "
                    + found.manifestSha256() + ", expected " + expected.manifestSha256()
                    + " (altered?). Nothing of the chunk is deleted");
        }
        return found;
    }
}
