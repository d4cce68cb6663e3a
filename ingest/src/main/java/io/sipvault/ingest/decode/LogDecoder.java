package io.sipvault.ingest.decode;

import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ImportSource;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.FragmentHeader;
import io.sipvault.ingest.fragment.LogEntry;
import io.sipvault.ingest.log.LogTimestamp;
import io.sipvault.ingest.wire.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads the lines of a log chunk with their times. A line without a time of its own has that of the line before. */
final class LogDecoder {
    private static final int LINES_PER_ENTRY = 500;
    /** What follows in a longer line is left out of the index; the archive keeps it. */
    private static final int LINE_LIMIT = 16 << 10;

    private final ChunkManifest manifest;
    private final String source;
    private final LogTimestamp timestamp;
    private final BiConsumer<EntryKey, byte[]> consumer;
    private final ByteSink sink = new ByteSink(1 << 16);
    /** Of the entry that is being filled. */
    private final List<LogEntry.Line> lines = new ArrayList<>(LINES_PER_ENTRY);
    private final Counts undecoded = new Counts();
    private int entries;
    private int lineCount;
    private long timeNs = Long.MIN_VALUE;
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;

    /** @param consumer takes each entry as soon as its lines were read */
    LogDecoder(ChunkManifest manifest, BiConsumer<EntryKey, byte[]> consumer) {
        this.consumer = consumer;
        this.manifest = manifest;
        ImportSource from = manifest.source();
        this.source = from == null ? manifest.agent() : from.name();
        this.timestamp = new LogTimestamp(manifest.created());
    }

    void frame(byte[] content, long base) {
        int start = 0;
        for (int i = 0; i <= content.length; i++) {
            if (i == content.length || content[i] == '\n') {
                if (i > start) {
                    line(content, start, i, base);
                }
                start = i + 1;
            }
        }
    }

    private void line(byte[] content, int start, int end, long base) {
        int stop = end > start && content[end - 1] == '\r' ? end - 1 : end;
        String text = new String(content, start, Math.min(stop - start, LINE_LIMIT), StandardCharsets.UTF_8);
        long found = timestamp.find(text);
        if (found != LogTimestamp.NONE) {
            timeNs = found;
        }
        if (timeNs == Long.MIN_VALUE) {
            undecoded.add("log lines before the first time stamp");
            return;
        }
        firstNs = Math.min(firstNs, timeNs);
        lastNs = Math.max(lastNs, timeNs);
        lines.add(new LogEntry.Line(timeNs, Math.toIntExact(base + start), text));
        lineCount++;
        if (lines.size() == LINES_PER_ENTRY) {
            entry();
        }
    }

    private void entry() {
        sink.clear();
        new LogEntry(source, lines).encode(sink);
        consumer.accept(LogEntry.key(manifest.id().toString(), entries++), sink.toByteArray());
        lines.clear();
    }

    /** Call it when all frames were read. */
    FragmentHeader end() {
        if (!lines.isEmpty()) {
            entry();
        }
        return new FragmentHeader(manifest.id().toString(), manifest.vantage(), ChunkDecoder.VERSION, firstNs, lastNs,
                0, manifest.bytes(), 0, 0, lineCount, undecoded.byReason(), new Counts().byReason());
    }
}
