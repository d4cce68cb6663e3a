package io.sipvault.ingest.decode;

import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.format.ChunkReader;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.FragmentHeader;
import io.sipvault.ingest.fragment.FragmentWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Decodes chunks into fragment files. */
public final class ChunkDecoder {
    /** Part of a fragment file's key: rises whenever the same chunk would give other fragments. */
    public static final int VERSION = 3;

    private ChunkDecoder() {}

    /** Where the fragment file of a chunk stands in the store. */
    public static String fragmentKey(String chunk) {
        return "derived/" + VERSION + "/" + chunk + ".frag";
    }

    /**
     * Decodes a chunk.
     *
     * @return the bytes of its fragment file
     * @throws io.sipvault.ingest.error.ForensicException
     *             DAMAGED when the chunk's content is not what its manifest says
     */
    public static byte[] decode(ChunkManifest manifest, ChunkReader reader) {
        Decoded decoded = switch (manifest.content()) {
            case PCAP, PCAPNG -> packets(manifest, reader);
            case TEXT, NDJSON -> lines(manifest, reader);
            case DAMAGED -> new Decoded(List.of(), empty(manifest));
        };
        FragmentWriter writer = new FragmentWriter();
        decoded.entries.stream().sorted(Comparator.comparing(Entry::key))
                .forEach(e -> writer.entry(e.key, e.body, 0, e.body.length));
        return writer.finish(decoded.header);
    }

    private static Decoded packets(ChunkManifest manifest, ChunkReader reader) {
        PacketSorter sorter = new PacketSorter(manifest.vantage());
        new PacketWalk(manifest, reader).all(sorter);
        List<Entry> entries = new ArrayList<>();
        sorter.entries((key, body) -> entries.add(new Entry(key, body)));
        return new Decoded(entries, sorter.header(manifest));
    }

    private static Decoded lines(ChunkManifest manifest, ChunkReader reader) {
        List<Entry> entries = new ArrayList<>();
        LogDecoder decoder = new LogDecoder(manifest, (key, body) -> entries.add(new Entry(key, body)));
        for (int frame = 0; frame < reader.frameCount(); frame++) {
            decoder.frame(reader.frames(frame, 1)[0], reader.contentOffset(frame));
        }
        return new Decoded(entries, decoder.end());
    }

    private static FragmentHeader empty(ChunkManifest manifest) {
        Counts undecoded = new Counts();
        undecoded.add("bytes of damaged slices", manifest.bytes());
        return new FragmentHeader(manifest.id().toString(), manifest.vantage(), VERSION, Long.MAX_VALUE,
                Long.MIN_VALUE, 0, manifest.bytes(), 0, 0, 0, undecoded.byReason(), new Counts().byReason());
    }

    private record Entry(EntryKey key, byte[] body) {}

    private record Decoded(List<Entry> entries, FragmentHeader header) {}
}
