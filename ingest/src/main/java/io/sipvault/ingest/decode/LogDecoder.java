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
    private final List<LogEntry.Line> lines = new ArrayList<>();
    private final Counts undecoded = new Counts();
    private long timeNs = Long.MIN_VALUE;
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;

    LogDecoder(ChunkManifest manifest) {
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
    }

    void entries(BiConsumer<EntryKey, byte[]> consumer) {
        ByteSink sink = new ByteSink(1 << 16);
        for (int from = 0, number = 0; from < lines.size(); from += LINES_PER_ENTRY, number++) {
            sink.clear();
            new LogEntry(source, lines.subList(from, Math.min(lines.size(), from + LINES_PER_ENTRY))).encode(sink);
            consumer.accept(LogEntry.key(manifest.id().toString(), number), sink.toByteArray());
        }
    }

    FragmentHeader header() {
        return new FragmentHeader(manifest.id().toString(), manifest.vantage(), ChunkDecoder.VERSION, firstNs, lastNs,
                0, manifest.bytes(), 0, 0, lines.size(), undecoded.byReason(), new Counts().byReason());
    }
}
