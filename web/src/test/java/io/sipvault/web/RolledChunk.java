package io.sipvault.web;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.ingest.chunk.ContentType;
import io.sipvault.ingest.chunk.DataObjectKey;
import io.sipvault.ingest.chunk.ManifestCodec;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.chunk.format.ChunkFrame;
import io.sipvault.ingest.chunk.format.ChunkWriter;
import io.sipvault.ingest.chunk.format.SealedChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A chunk as an agent rolls it.
 *
 * @param capture
 *            name of the sample that it holds
 * @param from
 *            its earliest packet, as its manifest says
 * @param created
 *            when it was packed
 */
public record RolledChunk(ChunkId id, String capture, Instant from, Instant to, Instant created, long dropsKernel,
        long dropsAgent, List<Gap> gaps) {
    private static final Path CAPTURES = Path.of("..", "sample-data", "captures");

    public static RolledChunk of(String agent, ChunkKind kind, int sequence, String capture, Instant from,
            Instant to) {
        return new RolledChunk(new ChunkId(agent, kind, sequence), capture, from, to, to.plusSeconds(1), 0, 0,
                List.of());
    }

    public RolledChunk withDrops(long byKernel, long byAgent) {
        return new RolledChunk(id, capture, from, to, created, byKernel, byAgent, gaps);
    }

    public RolledChunk withGap(Instant gapFrom, Instant gapTo) {
        return new RolledChunk(id, capture, from, to, created, dropsKernel, dropsAgent,
                List.of(new Gap(gapFrom, gapTo)));
    }

    /** Puts it into the archive of a server, which knows nothing of it yet. @return its manifest's key */
    public String store(TestServer server) {
        return store(server.bean(Archive.class), server.bean(ManifestSigner.class));
    }

    /** Puts it into an archive. @return its manifest's key */
    public String store(Archive archive, ManifestSigner signer) {
        try {
            byte[] content = Files.readAllBytes(CAPTURES.resolve(capture));
            Path file = Files.createTempFile("rolled", ".zst");
            Files.delete(file);
            try (ChunkWriter writer = new ChunkWriter(file, Runnable::run)) {
                writer.frame(content, 0, content.length);
                SealedChunk sealed = writer.seal();
                ChunkManifest manifest = manifest(sealed);
                archive.putData(manifest.object(), file);
                archive.register(manifest, signer);
            } finally {
                Files.deleteIfExists(file);
            }
            return id.manifestKey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChunkManifest manifest(SealedChunk sealed) {
        return new ChunkManifest(ChunkManifest.FORMAT, id.agent(), id.kind(), id.sequence(), id.agent(),
                ContentType.PCAP, DataObjectKey.of(id, from, sealed.sha256(), ContentType.PCAP), from, to, 10,
                sealed.bytes(), sealed.storedBytes(), 0, List.of(1), 65535, null, dropsKernel, dropsAgent, gaps,
                "kernel", null, sealed.sha256(), sealed.frames(),
                ManifestCodec.contentRoot(sealed.frames().stream().map(ChunkFrame::sha256).toList()), null, "test",
                created, null);
    }
}
