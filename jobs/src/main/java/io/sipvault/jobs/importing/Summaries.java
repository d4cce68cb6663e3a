package io.sipvault.jobs.importing;

import io.sipvault.indexer.fold.JoinedMessages;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.IndexCounts;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.fragment.FragmentHeader;
import io.sipvault.jobs.importing.ImportSummary.Failure;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.registry.ChunkTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sums up what imports brought, and what the index holds with them. */
final class Summaries {
    private final ChunkRegistry registry;
    private final Archive archive;
    private final PartitionedIndex index;

    Summaries(ChunkRegistry registry, Archive archive, PartitionedIndex index) {
        this.registry = registry;
        this.archive = archive;
        this.index = index;
    }

    ImportSummary of(int files, List<String> imports, List<Failure> failures) {
        Map<String, Long> undecoded = new TreeMap<>();
        Map<String, Long> inHep = new TreeMap<>();
        List<Failure> failed = new ArrayList<>(failures);
        long packets = 0;
        long bytes = 0;
        long sip = joined(imports);
        long lines = 0;
        for (String id : imports) {
            ChunkTotals totals = registry.totals(id);
            packets += totals.packets();
            bytes += totals.bytes();
            sip += totals.sipMessages();
            lines += totals.logLines();
            FragmentHeader.add(undecoded, totals.undecoded());
            FragmentHeader.add(inHep, totals.inHep());
            totals.errors().forEach(error -> failed.add(new Failure(id, error)));
        }
        IndexCounts counts = new IndexCounts(index);
        return new ImportSummary(files, packets, bytes, sip, counts.of(Row.DIALOGS), counts.of(Row.CALLS),
                counts.of(Row.STREAMS), lines, undecoded, inHep, failed, imports);
    }

    /** Messages that no chunk holds whole. */
    private long joined(List<String> imports) {
        Set<String> chunks = new TreeSet<>();
        imports.forEach(id -> chunks.addAll(registry.foldedIds(id)));
        return new JoinedMessages(archive.store(), new IndexLookup(index)).count(chunks);
    }
}
