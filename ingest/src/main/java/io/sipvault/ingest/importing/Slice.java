package io.sipvault.ingest.importing;

import io.sipvault.ingest.chunk.ContentType;
import io.sipvault.ingest.chunk.format.SealedChunk;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A slice that is staged but not registered, with what its manifest will say. */
final class Slice {
    final ContentType content;
    final long offset;
    final int preambleBytes;
    private final TreeSet<Integer> linkTypes = new TreeSet<>();
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;
    private long packets;
    private int snapLength;
    private @Nullable SealedChunk sealed;
    private @Nullable String damage;
    private volatile boolean stored;

    Slice(ContentType content, long offset, int preambleBytes) {
        this.content = content;
        this.offset = offset;
        this.preambleBytes = preambleBytes;
    }

    void packet(long timeNs, int linkType, int snap) {
        packets++;
        firstNs = Math.min(firstNs, timeNs);
        lastNs = Math.max(lastNs, timeNs);
        if (packets == 1 || !linkTypes.contains(linkType)) {
            linkTypes.add(linkType);
        }
        snapLength = Math.max(snapLength, snap);
    }

    void seal(SealedChunk chunk, @Nullable String why) {
        sealed = chunk;
        damage = why;
    }

    /** Its data object is in the archive. */
    void stored() {
        stored = true;
    }

    boolean isStored() {
        return stored;
    }

    SealedChunk sealed() {
        if (sealed == null) {
            throw new IllegalStateException("the slice at offset " + offset + " was not sealed");
        }
        return sealed;
    }

    @Nullable
    String damage() {
        return damage;
    }

    long packets() {
        return packets;
    }

    long firstNs() {
        return firstNs;
    }

    long lastNs() {
        return lastNs;
    }

    int snapLength() {
        return snapLength;
    }

    Collection<Integer> linkTypes() {
        return List.copyOf(linkTypes);
    }
}
