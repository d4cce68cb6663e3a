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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Log lines as documents. A line is identified by vantage, time and text, and which of equal ones it is, so that a log that
 * was imported twice shows its lines once.
 */
final class LogDocuments {
    private LogDocuments() {
    }

    static void write(LogEntry entry, String chunk, String vantage, PartitionedIndex index, IndexLookup lookup) {
        Map<String, Integer> equal = new HashMap<>();
        List<NewDocument> documents = new ArrayList<>();
        List<StoredDocument> old = new ArrayList<>();
        Set<String> written = new HashSet<>();
        for (LogEntry.Line line : entry.lines()) {
            String content = vantage + '\0' + line.timeNs() + '\0' + line.text();
            int number = equal.merge(content, 1, Integer::sum);
            String id = Hash128.of(content + '\0' + number).toString();
            if (written.add(id)) {
                old.addAll(lookup.byTerm(IndexField.KEY, id, Long.MIN_VALUE, Long.MAX_VALUE));
                documents.add(document(entry, line, id, chunk, vantage));
            }
        }
        lookup.replace(old, documents);
    }

    private static NewDocument document(LogEntry entry, LogEntry.Line line, String id, String chunk, String vantage) {
        DocumentBuilder doc = new DocumentBuilder();
        doc.term(IndexField.ROW, IndexField.ROW_LOG).id(id, id).times(line.timeNs(), line.timeNs());
        doc.term(IndexField.AGENT, vantage).text(line.text());
        doc.stored(List.of(chunk), "", ViewJson.write(
                new LogView(ViewJson.instant(line.timeNs()), entry.source(), vantage, line.offset(), line.text())));
        return new NewDocument(PartitionedIndex.partitionOf(line.timeNs()), doc.build());
    }
}
