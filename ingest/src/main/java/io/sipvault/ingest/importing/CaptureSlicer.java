package io.sipvault.ingest.importing;

import io.sipvault.ingest.chunk.ContentType;
import io.sipvault.ingest.chunk.format.ChunkWriter;
import io.sipvault.ingest.pcap.CaptureScanner;
import org.jspecify.annotations.Nullable;

/** Cuts a capture file into slices and frames at record boundaries; what cannot be read becomes slices of its own. */
final class CaptureSlicer {
    /** Frames end after the record that passes this mark, so that they stay under their bound with usual records. */
    private static final int FRAME_MARK = ChunkWriter.FRAME_BYTES - (64 << 10) - 64;
    /** While looking for the next good record, this much is kept so that records across a window's end are seen. */
    private static final int RESYNC_OVERLAP = 1 << 20;

    private final SlidingWindow window;
    private final SliceWriter writer;
    private final CaptureScanner scanner;
    private final ContentType content;
    private int frameStart;
    private int position;
    private @Nullable String firstDamage;

    CaptureSlicer(SlidingWindow window, SliceWriter writer, CaptureScanner scanner, ContentType content) {
        this.window = window;
        this.writer = writer;
        this.scanner = scanner;
        this.content = content;
    }

    /** Cuts to the end of the input. @return the first damage that was met, in one line; null when all was read */
    @Nullable
    String run() {
        writer.begin(content, new byte[0]);
        while (true) {
            scanner.baseOffset(window.baseOffset());
            int consumed = scanner.next(window.buffer(), position, window.limit());
            if (consumed > 0) {
                record(consumed);
            } else if (consumed == CaptureScanner.DAMAGED) {
                damaged(scanner.damage());
            } else if (!more()) {
                break;
            }
        }
        cutOff();
        return firstDamage;
    }

    private void record(int consumed) {
        if (scanner.isPacket()) {
            writer.current().packet(scanner.timeNs(), scanner.linkType(), scanner.snapLength());
        }
        position += consumed;
        if (position - frameStart > FRAME_MARK) {
            flush();
            if (writer.isFull()) {
                writer.end(null);
                writer.begin(content, scanner.preamble());
            }
        }
    }

    private void flush() {
        writer.frame(window.buffer(), frameStart, position - frameStart);
        frameStart = position;
    }

    /** Moves the frame that was begun to the front of the window and reads on. */
    private boolean more() {
        boolean added = window.advance(frameStart);
        position -= frameStart;
        frameStart = 0;
        return added;
    }

    private void damaged(String reason) {
        note(reason);
        flush();
        writer.end(null);
        writer.begin(ContentType.DAMAGED, new byte[0]);
        int found = scanner.resync(window.buffer(), position + 1, window.limit());
        while (found < 0 && skipDamaged()) {
            found = scanner.resync(window.buffer(), position, window.limit());
        }
        position = found < 0 ? window.limit() : found;
        flush();
        writer.end(reason);
        writer.begin(content, scanner.preamble());
    }

    /** Writes most of a window in which nothing was recognised and reads on. */
    private boolean skipDamaged() {
        position = Math.max(position, window.limit() - RESYNC_OVERLAP);
        flush();
        if (writer.isFull()) {
            writer.end(firstDamage);
            writer.begin(ContentType.DAMAGED, new byte[0]);
        }
        return more();
    }

    /** What is left at the end of the input is the beginning of a record that was cut off. */
    private void cutOff() {
        flush();
        writer.end(null);
        if (position < window.limit()) {
            String reason = scanner.describeTruncation(window.buffer(), position, window.limit());
            if (reason != null) {
                note(reason);
            }
            writer.begin(ContentType.DAMAGED, new byte[0]);
            position = window.limit();
            flush();
            writer.end(reason);
        }
    }

    private void note(String reason) {
        if (firstDamage == null) {
            firstDamage = reason;
        }
    }
}
