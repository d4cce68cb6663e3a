package io.sipvault.agent.roll;

import io.sipvault.agent.spool.DurableFile;
import io.sipvault.agent.spool.SpoolFolder.Waiting;
import io.sipvault.agent.spool.SpoolFormat;
import io.sipvault.agent.spool.SpoolReader;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.format.ChunkWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes the container of a full spool file: frames that end with a packet or a record, media by flow. */
final class SpoolPacker {
    static final int LINKTYPE_ETHERNET = 1;

    private final Waiting waiting;
    private final SpoolReader reader;
    private int[] starts = new int[4096];
    private int[] flowOf = new int[4096];
    private int packets;
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;
    private final byte[] frame = new byte[ChunkWriter.FRAME_BYTES];
    private int filled;

    private SpoolPacker(Waiting waiting, SpoolReader reader) {
        this.waiting = waiting;
        this.reader = reader;
    }

    /**
     * Packs a file.
     *
     * @param target
     *            where the container is written; what is there is replaced
     */
    static PackedChunk pack(Waiting waiting, Path target) throws IOException {
        try (SpoolReader reader = SpoolReader.open(waiting.file());
                ChunkWriter writer = new ChunkWriter(target, Runnable::run)) {
            SpoolPacker packer = new SpoolPacker(waiting, reader);
            int[] order = packer.order();
            packer.write(order, writer);
            PackedChunk packed = new PackedChunk(writer.seal(), packer.packets, packer.firstNs, packer.lastNs,
                    reader.unreadBytes());
            DurableFile.force(target);
            return packed;
        }
    }

    /** Makes a container without packets, for a manifest that tells losses alone. */
    static PackedChunk packNothing(ChunkKind kind, int snapLength, Path target) throws IOException {
        byte[] content = kind == ChunkKind.LOG
                ? new byte[]{'\n'}
                : SpoolFormat.fileHeader(LINKTYPE_ETHERNET, snapLength);
        try (ChunkWriter writer = new ChunkWriter(target, Runnable::run)) {
            writer.frame(content, 0, content.length);
            PackedChunk packed = new PackedChunk(writer.seal(), 0, 0, 0, 0);
            DurableFile.force(target);
            return packed;
        }
    }

    /** Reads all packets once. @return their positions in the order in which they are stored */
    private int[] order() {
        FlowOrder flows = new FlowOrder(waiting.name().linkType());
        boolean sorted = waiting.name().kind() == ChunkKind.RTP;
        while (reader.next()) {
            if (packets == starts.length) {
                starts = Arrays.copyOf(starts, packets * 2);
                flowOf = Arrays.copyOf(flowOf, packets * 2);
            }
            starts[packets] = reader.offset() - SpoolReader.RECORD_HEADER_BYTES;
            flowOf[packets] = sorted ? flows.flow(reader) : 0;
            packets++;
            firstNs = Math.min(firstNs, reader.timeNs());
            lastNs = Math.max(lastNs, reader.timeNs());
        }
        int[] all = Arrays.copyOf(flowOf, packets);
        if (sorted) {
            return flows.sorted(all);
        }
        Arrays.setAll(all, i -> i);
        return all;
    }

    private void write(int[] order, ChunkWriter writer) {
        boolean records = waiting.name().kind() == ChunkKind.LOG;
        if (!records) {
            add(0, SpoolFormat.FILE_HEADER_BYTES, writer);
        }
        for (int packet : order) {
            int start = starts[packet];
            int end = packet + 1 < packets ? starts[packet + 1] : reader.position();
            if (records) {
                line(start + SpoolReader.RECORD_HEADER_BYTES, end, writer);
            } else {
                add(start, end - start, writer);
            }
        }
        writer.frame(frame, 0, filled);
    }

    private void line(int start, int end, ChunkWriter writer) {
        makeRoom(end - start + 1, writer);
        add(start, end - start, writer);
        frame[filled++] = '\n';
    }

    private void add(int from, int length, ChunkWriter writer) {
        makeRoom(length, writer);
        reader.copy(from, frame, filled, length);
        filled += length;
    }

    private void makeRoom(int length, ChunkWriter writer) {
        if (filled + length > frame.length) {
            writer.frame(frame, 0, filled);
            filled = 0;
        }
    }
}
