package io.sipvault.ingest.fragment;

import io.sipvault.ingest.wire.ByteSink;
import io.sipvault.ingest.wire.ByteSource;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.List;

/**
 * Some lines of a log in one chunk, in the order of the file.
 *
 * @param source
 *            the log's name
 */
public record LogEntry(String source, List<Line> lines) {
    /**
     * One record of the log.
     *
     * @param timeNs
     *            nanoseconds since 1970; a record without a time of its own has that of the one before
     * @param offset
     *            where it begins in the chunk's content
     */
    public record Line(long timeNs, int offset, String text) {}

    public LogEntry {
        lines = List.copyOf(lines);
    }

    /** Entries of a chunk are numbered, for a log may have more lines than one entry should hold. */
    public static EntryKey key(String chunk, int number) {
        return new EntryKey(EntryType.LOG, Hash128.of(chunk + '/' + number));
    }

    public void encode(ByteSink out) {
        out.text(source);
        out.varint(lines.size());
        long before = 0;
        int offset = 0;
        for (Line line : lines) {
            out.zigzag(line.timeNs() - before);
            before = line.timeNs();
            out.varint((long) line.offset() - offset);
            offset = line.offset();
            out.text(line.text());
        }
    }

    public static LogEntry decode(ByteSource in) {
        String source = in.text();
        int count = in.count(3);
        List<Line> lines = new ArrayList<>(count);
        long time = 0;
        long offset = 0;
        for (int i = 0; i < count; i++) {
            time += in.zigzag();
            offset += in.varint();
            lines.add(new Line(time, (int) offset, in.text()));
        }
        return new LogEntry(source, lines);
    }
}
