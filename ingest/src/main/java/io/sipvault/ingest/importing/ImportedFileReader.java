package io.sipvault.ingest.importing;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ExpiryMark;
import io.sipvault.ingest.chunk.ExpiryMark.Subject;
import io.sipvault.ingest.chunk.ExpiryMarks;
import io.sipvault.ingest.chunk.ImportSource;
import io.sipvault.ingest.chunk.format.ChunkReader;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.wire.Hash128;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Gives an imported file back as it was after decompression, byte for byte. */
public final class ImportedFileReader {
    private final Archive archive;

    public ImportedFileReader(Archive archive) {
        this.archive = archive;
    }

    /**
     * Writes the content of an import.
     *
     * @return the hexadecimal SHA-256 of what was written, equal to that of what was imported
     * @throws ForensicException
     *             NOT_FOUND when there is no such import or it expired, NOT_PROVEN when parts are missing or altered
     */
    public String copy(String importId, OutputStream out) throws IOException {
        List<ChunkId> parts = parts(importId);
        MessageDigest digest = Hash128.sha256();
        String expected = "";
        int expectedParts = parts.size();
        for (ChunkId part : parts) {
            ChunkManifest manifest = archive.manifest(part).orElseThrow();
            ImportSource source = manifest.source();
            if (source != null) {
                expected = source.contentSha256();
                expectedParts = source.parts();
            }
            slice(manifest, digest, out);
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (parts.size() != expectedParts || !found.equals(expected)) {
            throw new ForensicException(ErrorCode.NOT_PROVEN, "exporting " + importId + ": SHA-256 expected " + expected
                    + " got " + found + ", " + parts.size() + " of " + expectedParts + " parts are there."
                    + " './sipvault verify' names what is missing or altered");
        }
        return found;
    }

    /**
     * The parts of an import, all of which may be given back.
     *
     * @throws ForensicException
     *             NOT_FOUND when there is no such import, or when it expired: by which policy and when
     */
    public List<ChunkId> parts(String importId) {
        List<ChunkId> parts = archive.idsOf(importId);
        if (parts.isEmpty()) {
            throw new ForensicException(ErrorCode.NOT_FOUND, "no import has the id '" + importId
                    + "': the import command printed it, import- and 16 hexadecimal digits");
        }
        ExpiryMarks marks = new ExpiryMarks(archive);
        List<ExpiryMark> expired = parts.stream().flatMap(id -> marks.find(id, Subject.PACKETS).stream()).toList();
        if (!expired.isEmpty()) {
            throw new ForensicException(ErrorCode.NOT_FOUND, "exporting " + importId + ": its content "
                    + expired.getFirst().sentence() + " (" + expired.size() + " of " + parts.size() + " parts)");
        }
        return parts;
    }

    private void slice(ChunkManifest manifest, MessageDigest digest, OutputStream out) throws IOException {
        ChunkReader reader = archive.reader(manifest);
        int skip = manifest.preambleBytes();
        for (int i = 0; i < reader.frameCount(); i++) {
            byte[] frame = reader.frame(i);
            int from = Math.min(skip, frame.length);
            skip -= from;
            digest.update(frame, from, frame.length - from);
            out.write(frame, from, frame.length - from);
        }
    }
}
