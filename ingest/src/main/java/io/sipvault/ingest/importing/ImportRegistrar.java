package io.sipvault.ingest.importing;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.DataObjectKey;
import io.sipvault.ingest.chunk.ImportSource;
import io.sipvault.ingest.chunk.ManifestCodec;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.chunk.format.ChunkFrame;
import io.sipvault.ingest.chunk.format.SealedChunk;
import io.sipvault.ingest.wire.EpochNanos;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves staged slices into the archive: first every data object, then the manifests, chained in the order of the file. */
final class ImportRegistrar {
    private final Archive archive;
    private final ManifestSigner signer;
    private final String tool;
    private final Clock clock;

    ImportRegistrar(Archive archive, ManifestSigner signer, String tool, Clock clock) {
        this.archive = archive;
        this.signer = signer;
        this.tool = tool;
        this.clock = clock;
    }

    List<ChunkId> register(String agent, ImportedFile file, List<Slice> slices) {
        Instant now = clock.instant();
        List<String> objects = new ArrayList<>();
        for (Slice slice : slices) {
            String key = objectKey(agent, objects.size(), slice);
            if (!slice.isStored()) {
                archive.putData(key, slice.sealed().file());
            }
            objects.add(key);
        }
        List<ChunkId> ids = new ArrayList<>();
        ImportedFile named = file;
        @Nullable
        String previous = null;
        for (int i = 0; i < slices.size(); i++) {
            ChunkManifest manifest = manifest(agent, i, named, slices, objects.get(i), previous, now);
            previous = archive.register(manifest, signer);
            ids.add(manifest.id());
            named = i == 0 && slices.size() > 1 ? asInPlace(manifest.id(), file) : named;
        }
        return ids;
    }

    /**
     * Names and vantage that the first part has: another installation, or an import that was killed, may have registered it
     * under others, and the parts of a file have one vantage.
     */
    private ImportedFile asInPlace(ChunkId first, ImportedFile file) {
        ChunkManifest inPlace = archive.manifest(first).orElseThrow();
        ImportSource source = inPlace.source();
        return file.observedAs(inPlace.vantage(), source == null ? file.name() : source.name());
    }

    /** The hour is that of the first packet, so that the key of the same slice is always the same. */
    static String objectKey(String agent, int sequence, Slice slice) {
        return DataObjectKey.of(new ChunkId(agent, ChunkKind.IMPORT, sequence),
                slice.packets() > 0 ? EpochNanos.instant(slice.firstNs()) : null, slice.sealed().sha256(),
                slice.content);
    }

    private ChunkManifest manifest(String agent, int sequence, ImportedFile file, List<Slice> slices, String object,
            @Nullable String previous, Instant now) {
        Slice slice = slices.get(sequence);
        SealedChunk sealed = slice.sealed();
        boolean timed = slice.packets() > 0;
        ImportSource source = new ImportSource(file.name(), file.fileSha256(), file.fileBytes(), file.compression(),
                file.contentSha256(), file.contentBytes(), slice.offset, slices.size(), slice.damage());
        return new ChunkManifest(ChunkManifest.FORMAT, agent, ChunkKind.IMPORT, sequence, file.vantage(), slice.content,
                object, timed ? EpochNanos.instant(slice.firstNs()) : null,
                timed ? EpochNanos.instant(slice.lastNs()) : null,
                slice.packets(), sealed.bytes(), sealed.storedBytes(), slice.preambleBytes,
                List.copyOf(slice.linkTypes()), slice.snapLength(), null, 0, 0, List.of(), "capture", null,
                sealed.sha256(), sealed.frames(),
                ManifestCodec.contentRoot(sealed.frames().stream().map(ChunkFrame::sha256).toList()), previous, tool,
                now, source);
    }
}
