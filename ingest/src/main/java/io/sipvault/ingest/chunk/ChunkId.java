package io.sipvault.ingest.chunk;

import java.util.Locale;

/** A chunk's place in the archive: which agent's, of which kind, the how manieth. Written {@code agent.kind.00000007}. */
public record ChunkId(String agent, ChunkKind kind, int sequence) implements Comparable<ChunkId> {
    public static ChunkId parse(String text) {
        int last = text.lastIndexOf('.');
        int middle = text.lastIndexOf('.', last - 1);
        if (middle <= 0) {
            throw new IllegalArgumentException("a chunk id is agent.kind.sequence, got " + text);
        }
        return new ChunkId(text.substring(0, middle), ChunkKind.ofWord(text.substring(middle + 1, last)),
                Integer.parseInt(text, last + 1, text.length(), 10));
    }

    /** Where the manifest stands in the archive. */
    public String manifestKey() {
        return manifestPrefix(agent, kind) + String.format(Locale.ROOT, "%08d.json", sequence);
    }

    public static String manifestPrefix(String agent, ChunkKind kind) {
        return "manifests/" + agent + "/" + kind.word() + "/";
    }

    /** The id of the chunk whose manifest has this key. */
    public static ChunkId ofManifestKey(String key) {
        String[] parts = key.split("/", -1);
        if (parts.length != 4 || !parts[3].endsWith(".json")) {
            throw new IllegalArgumentException("a manifest's key is manifests/agent/kind/sequence.json, got " + key);
        }
        String sequence = parts[3].substring(0, parts[3].length() - ".json".length());
        return new ChunkId(parts[1], ChunkKind.ofWord(parts[2]), Integer.parseInt(sequence));
    }

    @Override
    public int compareTo(ChunkId other) {
        int order = agent.compareTo(other.agent);
        if (order == 0) {
            order = kind.compareTo(other.kind);
        }
        return order != 0 ? order : Integer.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return agent + "." + kind.word() + String.format(Locale.ROOT, ".%08d", sequence);
    }
}
