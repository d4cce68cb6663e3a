package io.sipvault.ingest.importing;

import io.sipvault.ingest.chunk.ContentType;
import io.sipvault.ingest.chunk.format.ChunkWriter;

/** Cuts a log file into slices and frames at the ends of lines. A line longer than a frame is cut. */
final class LogSlicer {
    private final SlidingWindow window;
    private final SliceWriter writer;

    LogSlicer(SlidingWindow window, SliceWriter writer) {
        this.window = window;
        this.writer = writer;
    }

    void run() {
        writer.begin(ContentType.TEXT, new byte[0]);
        int start = 0;
        while (true) {
            if (window.limit() - start < ChunkWriter.FRAME_BYTES) {
                window.advance(start);
                start = 0;
            }
            int available = window.limit() - start;
            if (available == 0) {
                break;
            }
            start += frame(start, Math.min(available, ChunkWriter.FRAME_BYTES));
        }
        writer.end(null);
    }

    private int frame(int start, int most) {
        int length = most == ChunkWriter.FRAME_BYTES ? throughLastLine(start, most) : most;
        writer.frame(window.buffer(), start, length);
        if (writer.isFull()) {
            writer.end(null);
            writer.begin(ContentType.TEXT, new byte[0]);
        }
        return length;
    }

    private int throughLastLine(int start, int most) {
        for (int end = start + most; end > start; end--) {
            if (window.buffer()[end - 1] == '\n') {
                return end - start;
            }
        }
        return most;
    }
}
