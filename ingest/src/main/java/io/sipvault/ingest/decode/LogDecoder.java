package io.sipvault.ingest.decode;

import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ContentType;
import io.sipvault.ingest.chunk.ImportSource;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.FragmentHeader;
import io.sipvault.ingest.fragment.LogEntry;
import io.sipvault.ingest.log.LogRecord;
import io.sipvault.ingest.log.LogTimestamp;
import io.sipvault.ingest.wire.ByteSink;
import io.sipvault.ingest.wire.EpochNanos;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Reads the records of a log chunk with their times: lines of a log that was imported, where one without a time of its own has
 * that of the line before, or what an agent read, of any number of logs.
 */
final class LogDecoder {
    private static final int LINES_PER_ENTRY = 500;
    private static final Duration LATEST = Duration.ofDays(1);
    /** Logs whose lines are gathered at a time. */
    private static final int MOST_SOURCES = 100;
    /** What follows in a longer line is left out of the index; the archive keeps it. */
    private static final int LINE_LIMIT = 16 << 10;

    private final ChunkManifest manifest;
    private final String source;
    private final LogTimestamp timestamp;
    /** What a line says beyond is no time of it. */
    private final long latestNs;
    private final BiConsumer<EntryKey, byte[]> consumer;
    private final ByteSink sink = new ByteSink(1 << 16);
    /** Of the entries that are being filled, by the log's name. */
    private final Map<String, List<LogEntry.Line>> lines = new LinkedHashMap<>();
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
        this.latestNs = EpochNanos.of(manifest.created().plus(LATEST));
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
        if (manifest.content() == ContentType.NDJSON) {
            record(content, start, end, base);
            return;
        }
        int stop = end > start && content[end - 1] == '\r' ? end - 1 : end;
        String text = new String(content, start, Math.min(stop - start, LINE_LIMIT), StandardCharsets.UTF_8);
        long found = timestamp.find(text);
        if (found != LogTimestamp.NONE && found <= latestNs) {
            timeNs = found;
        }
        if (timeNs == Long.MIN_VALUE) {
            undecoded.add("log lines before the first time stamp");
            return;
        }
        add(source, new LogEntry.Line(timeNs, Math.toIntExact(base + start), text));
    }

    private void record(byte[] content, int start, int end, long base) {
        LogRecord read = LogRecord.decode(content, start, end - start);
        if (read == null) {
            undecoded.add("lines that are no log records");
            return;
        }
        String text = read.text().length() > LINE_LIMIT ? read.text().substring(0, LINE_LIMIT) : read.text();
        add(read.source(), new LogEntry.Line(Math.min(read.timeNs(), latestNs), Math.toIntExact(base + start), text));
    }

    private void add(String log, LogEntry.Line line) {
        firstNs = Math.min(firstNs, line.timeNs());
        lastNs = Math.max(lastNs, line.timeNs());
        lineCount++;
        List<LogEntry.Line> filled = lines.computeIfAbsent(log, s -> new ArrayList<>());
        filled.add(line);
        if (filled.size() == LINES_PER_ENTRY) {
            entry(log, filled);
            lines.remove(log);
        } else if (lines.size() > MOST_SOURCES) {
            entries();
        }
    }

    private void entry(String log, List<LogEntry.Line> filled) {
        sink.clear();
        new LogEntry(log, filled).encode(sink);
        consumer.accept(LogEntry.key(manifest.id().toString(), entries++), sink.toByteArray());
    }

    private void entries() {
        lines.forEach(this::entry);
        lines.clear();
    }

    /** Call it when all frames were read. */
    FragmentHeader end() {
        entries();
        return new FragmentHeader(manifest.id().toString(), manifest.vantage(), ChunkDecoder.VERSION, firstNs, lastNs,
                0, manifest.bytes(), 0, 0, lineCount, undecoded.byReason(), new Counts().byReason());
    }
}
