package io.sipvault.cli;

import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.LuceneSearch;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.jobs.launch.DataDirectory;

/** What a reading command works with: index and store, opened without the application. */
record Session(ObjectStore store, PartitionedIndex index, EvidenceSearch search) implements AutoCloseable {
    static Session open(DataOption data) {
        DataDirectory directory = data.existing();
        PartitionedIndex index = PartitionedIndex.open(directory.index());
        return new Session(DataOption.store(directory), index,
                new LuceneSearch(index, new NumberNormalizer(data.region)));
    }

    Archive archive() {
        return new Archive(store);
    }

    DialogReader dialogs() {
        return new DialogReader(store, new IndexLookup(index));
    }

    @Override
    public void close() {
        index.close();
        store.close();
    }
}
