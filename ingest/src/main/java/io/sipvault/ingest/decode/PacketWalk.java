package io.sipvault.ingest.decode;

import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ContentType;
import io.sipvault.ingest.chunk.format.ChunkReader;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.pcap.CaptureScanner;
import org.jspecify.annotations.Nullable;

/** Walks the packets of a chunk, frame by frame. */
public final class PacketWalk {
    private static final int FRAMES_AT_ONCE = 4;

    /** Takes the packets, in the order of the chunk. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * @param content
         *            the frame that holds the packet; valid during the call
         * @param scanner
         *            tells where the packet's bytes are, its time and link type
         * @param offset
         *            where the packet's record begins in the content of the chunk
         * @param frame
         *            number of the frame
         */
        void packet(byte[] content, CaptureScanner scanner, int offset, int frame);
    }

    private final ChunkManifest manifest;
    private final ChunkReader reader;
    private @Nullable CaptureScanner scanner;

    public PacketWalk(ChunkManifest manifest, ChunkReader reader) {
        this.manifest = manifest;
        this.reader = reader;
    }

    /** Visits every packet. */
    public void all(Visitor visitor) {
        frames(0, reader.frameCount(), visitor);
    }

    /**
     * Visits the packets of frames {@code first} to {@code last}. Of a pcapng file the frames before are read too: they may
     * describe interfaces.
     */
    public void between(int first, int last, Visitor visitor) {
        if (first == 0 || manifest.content() == ContentType.PCAPNG) {
            frames(0, last + 1, (content, s, offset, frame) -> {
                if (frame >= first) {
                    visitor.packet(content, s, offset, frame);
                }
            });
            return;
        }
        frames(0, 1, (content, s, offset, frame) -> {});
        frames(first, last + 1, visitor);
    }

    private void frames(int from, int to, Visitor visitor) {
        for (int first = from; first < to; first += FRAMES_AT_ONCE) {
            byte[][] contents = reader.frames(first, Math.min(FRAMES_AT_ONCE, to - first));
            for (int i = 0; i < contents.length; i++) {
                frame(contents[i], first + i, visitor);
            }
        }
    }

    private void frame(byte[] content, int frame, Visitor visitor) {
        if (scanner == null) {
            scanner = CaptureScanner.detect(content, 0, content.length);
        }
        CaptureScanner walked = scanner;
        if (walked == null) {
            throw damaged(frame, 0, "no capture header");
        }
        int base = Math.toIntExact(reader.contentOffset(frame));
        walked.baseOffset(base);
        for (int position = 0; position < content.length;) {
            int consumed = walked.next(content, position, content.length);
            if (consumed <= 0) {
                throw damaged(frame, position,
                        consumed == CaptureScanner.DAMAGED ? walked.damage() : "a record is cut");
            }
            if (walked.isPacket()) {
                visitor.packet(content, walked, base + position, frame);
            }
            position += consumed;
        }
    }

    private ForensicException damaged(int frame, int position, String what) {
        return new ForensicException(ErrorCode.DAMAGED, "decoding chunk " + manifest.id() + ": frame " + frame
                + " at offset " + position + ": " + what + " (object altered?)");
    }
}
