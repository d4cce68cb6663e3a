package io.sipvault.indexer.fold;

import io.sipvault.indexer.search.DocumentBuilder;
import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.IndexLookup.NewDocument;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.indexer.view.LogView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.fragment.LogEntry;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/**
 * Log lines as documents. A line is identified by vantage, time and text, and which of equal ones of its chunk it is, so that
 * a log that was imported twice shows its lines once. Lines are written whenever enough of them are gathered, for a log may
 * have more of them in a round than fit into memory.
 */
final class LogDocuments {
    private static final int MOST_LINES = 20_000;
    private static final int MOST_CHARACTERS = 8 << 20;

    private final IndexLookup lookup;
    private final Executor executor;
    private final Map<Hash128, Line> lines = new LinkedHashMap<>();
    private int characters;
    /** Of the chunk that is being read: how many lines of a content came, by the id of the first. */
    private final Map<Hash128, Integer> equal = new HashMap<>();
    /** What was written since searches last saw what was written. */
    private final Set<Hash128> unseen = new HashSet<>();

    LogDocuments(IndexLookup lookup, Executor executor) {
        this.lookup = lookup;
        this.executor = executor;
    }

    /** A line, and where it was found. Of several places the first by name of the log and offset is shown. */
    private static final class Line {
        final long timeNs;
        final String vantage;
        final String text;
        final Set<String> chunks = new TreeSet<>();
        String source;
        long offset;

        Line(LogEntry.Line line, String vantage, String source) {
            this.timeNs = line.timeNs();
            this.vantage = vantage;
            this.text = line.text();
            this.source = source;
            this.offset = line.offset();
        }

        void found(String inSource, long atOffset) {
            int order = inSource.compareTo(source);
            if (order < 0 || order == 0 && atOffset < offset) {
                source = inSource;
                offset = atOffset;
            }
        }
    }

    /** Call it before the entries of another chunk. */
    void beginChunk() {
        equal.clear();
    }

    void add(LogEntry entry, String chunk, String vantage) {
        for (LogEntry.Line line : entry.lines()) {
            Line known = lines.computeIfAbsent(id(line, vantage), i -> newLine(line, vantage, entry.source()));
            known.chunks.add(chunk);
            known.found(entry.source(), line.offset());
        }
        if (lines.size() >= MOST_LINES || characters >= MOST_CHARACTERS) {
            write();
        }
    }

    private Hash128 id(LogEntry.Line line, String vantage) {
        String content = vantage + '\0' + line.timeNs() + '\0' + line.text() + '\0';
        Hash128 first = Hash128.of(content + 1);
        int number = equal.merge(first, 1, Integer::sum);
        return number == 1 ? first : Hash128.of(content + number);
    }

    private Line newLine(LogEntry.Line line, String vantage, String source) {
        characters += line.text().length();
        return new Line(line, vantage, source);
    }

    /** Newest first, which is the order of the index. */
    void write() {
        if (lines.keySet().stream().anyMatch(unseen::contains)) {
            lookup.refresh();
            unseen.clear();
        }
        List<Map.Entry<Hash128, Line>> sorted = new ArrayList<>(lines.entrySet());
        sorted.sort(Comparator.comparingLong((Map.Entry<Hash128, Line> e) -> e.getValue().timeNs).reversed());
        Parallel.each(sorted, entry -> write(entry.getKey().toString(), entry.getValue()), executor);
        unseen.addAll(lines.keySet());
        lines.clear();
        characters = 0;
    }

    private void write(String id, Line line) {
        List<StoredDocument> former = lookup.byTerm(IndexField.ID, id, line.timeNs, line.timeNs);
        for (StoredDocument before : former) {
            line.chunks.addAll(before.sources());
            LogView view = ViewJson.read(before.display(), LogView.class);
            line.found(view.source(), view.offset());
        }
        lookup.put(document(id, line), !former.isEmpty());
    }

    private static NewDocument document(String id, Line line) {
        DocumentBuilder doc = new DocumentBuilder();
        doc.term(IndexField.ROW, IndexField.ROW_LOG).id(id).times(line.timeNs, line.timeNs);
        doc.term(IndexField.AGENT, line.vantage).line(line.vantage, line.source, line.text);
        doc.stored(line.chunks, new byte[0], ViewJson.bytes(
                new LogView(ViewJson.instant(line.timeNs), line.source, line.vantage, line.offset, line.text)));
        return new NewDocument(PartitionedIndex.partitionOf(line.timeNs), doc.build());
    }
}
