package io.sipvault.ingest.chunk;

import io.sipvault.ingest.chunk.format.ChunkFrame;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a chunk without reading it.
 *
 * @param format
 *            version of this document
 * @param vantage
 *            whose observations these are; all imports share the vantage {@code import} unless they were given a name
 * @param object
 *            key of the data object
 * @param firstTime
 *            earliest capture time; null without packets
 * @param bytes
 *            content before compression, preamble included
 * @param preambleBytes
 *            leading content that is no part of the source: headers that make the slice readable by itself
 * @param linkTypes
 *            of the packets, ascending
 * @param dropsKernel
 *            packets that the kernel dropped while this chunk was captured
 * @param dropsAgent
 *            packets that the agent dropped
 * @param contentRoot
 *            SHA-256 over the concatenated hexadecimal hashes of the frames
 * @param previous
 *            SHA-256 of the previous manifest of this agent and kind; null for the first
 * @param created
 *            when the chunk was archived
 */
public record ChunkManifest(int format, String agent, ChunkKind kind, int sequence, String vantage, ContentType content,
        String object, @Nullable Instant firstTime, @Nullable Instant lastTime, long packets, long bytes,
        long storedBytes, int preambleBytes, List<Integer> linkTypes, int snapLength, @Nullable String filter,
        long dropsKernel, long dropsAgent, List<Gap> gaps, String clockSource, @Nullable Double clockOffsetMs,
        String objectSha256, List<ChunkFrame> frames, String contentRoot, @Nullable String previous, String tool,
        Instant created, @Nullable ImportSource source) {
    public static final int FORMAT = 1;

    public ChunkManifest {
        linkTypes = List.copyOf(linkTypes);
        gaps = List.copyOf(gaps);
        frames = List.copyOf(frames);
    }

    public ChunkId id() {
        return new ChunkId(agent, kind, sequence);
    }

    /** From the last durable packet to the restart of capture. */
    public record Gap(Instant from, Instant to) {}
}
