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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Log lines as documents. A line is identified by vantage, time and text, and which of equal ones of its chunk it is, so that
 * a log that was imported twice shows its lines once. Lines are gathered until the end of a round: the same line may come
 * in several of its chunks.
 */
final class LogDocuments {
    private final IndexLookup lookup;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    /** Of the chunk that is being read: how many lines of a content came. */
    private final Map<String, Integer> equal = new HashMap<>();

    LogDocuments(IndexLookup lookup) {
        this.lookup = lookup;
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
            String content = vantage + '\0' + line.timeNs() + '\0' + line.text();
            int number = equal.merge(content, 1, Integer::sum);
            String id = Hash128.of(content + '\0' + number).toString();
            Line known = lines.computeIfAbsent(id, i -> new Line(line, vantage, entry.source()));
            known.chunks.add(chunk);
            known.found(entry.source(), line.offset());
        }
    }

    void write() {
        List<NewDocument> documents = new ArrayList<>();
        List<StoredDocument> old = new ArrayList<>();
        lines.forEach((id, line) -> {
            for (StoredDocument before : lookup.byTerm(IndexField.KEY, id, line.timeNs, line.timeNs)) {
                old.add(before);
                line.chunks.addAll(before.sources());
                LogView view = ViewJson.read(before.display(), LogView.class);
                line.found(view.source(), view.offset());
            }
            documents.add(document(id, line));
        });
        lookup.replace(old, documents);
        lines.clear();
    }

    private static NewDocument document(String id, Line line) {
        DocumentBuilder doc = new DocumentBuilder();
        doc.term(IndexField.ROW, IndexField.ROW_LOG).id(id, id).times(line.timeNs, line.timeNs);
        doc.term(IndexField.AGENT, line.vantage).line(line.text);
        doc.stored(line.chunks, new byte[0], ViewJson.bytes(
                new LogView(ViewJson.instant(line.timeNs), line.source, line.vantage, line.offset, line.text)));
        return new NewDocument(PartitionedIndex.partitionOf(line.timeNs), doc.build());
    }
}
