package io.sipvault.agent;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.ingest.decode.PacketWalk;
import io.sipvault.ingest.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an archive has of {@link NumberedMessages}, and what its manifests say is missing. */
final class ArchivedMessages {
    private static final Pattern NUMBER = Pattern.compile("Call-ID: number-(\\d+)");

    final Map<Integer, Integer> copies = new HashMap<>();
    final List<Gap> gaps = new ArrayList<>();
    long dropped;
    int chunks;

    ArchivedMessages(ObjectStore store, String agent) {
        Archive archive = new Archive(store);
        for (ChunkId id : archive.idsOf(agent)) {
            ChunkManifest manifest = archive.manifest(id).orElseThrow();
            chunks++;
            gaps.addAll(manifest.gaps());
            dropped += manifest.dropsAgent() + manifest.dropsKernel();
            new PacketWalk(manifest, archive.reader(manifest)).all((content, scanner, offset, frame) -> {
                Matcher matcher = NUMBER.matcher(new String(content, scanner.dataOffset(), scanner.capturedLength(),
                        StandardCharsets.ISO_8859_1));
                if (matcher.find()) {
                    copies.merge(Integer.parseInt(matcher.group(1)), 1, Integer::sum);
                }
            });
        }
    }

    boolean isInGap(Instant time) {
        return gaps.stream().anyMatch(gap -> !time.isBefore(gap.from()) && !time.isAfter(gap.to()));
    }
}
