package io.sipvault.cli;

import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.LuceneSearch;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.jobs.launch.ArchiveStore;
import io.sipvault.jobs.launch.DataDirectory;
import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a reading command works with: index and store, opened without the application, the store when it is asked for. */
final class Session implements AutoCloseable {
    private final Supplier<ObjectStore> opening;
    private final PartitionedIndex index;
    private final EvidenceSearch search;
    private @Nullable ObjectStore store;

    private Session(Supplier<ObjectStore> opening, PartitionedIndex index, EvidenceSearch search) {
        this.opening = opening;
        this.index = index;
        this.search = search;
    }

    /** For a command that searches. @param err is told what the index lacks */
    static Session open(DataOption data, PrintWriter err) {
        OldIndex.say(data.existing(), err);
        return open(data);
    }

    /** For a command that reads the archive alone. */
    static Session open(DataOption data) {
        DataDirectory directory = data.existing();
        Supplier<ObjectStore> opening = ArchiveStore.forReading(directory, data.storeSettings());
        PartitionedIndex index = PartitionedIndex.open(directory.index());
        return new Session(opening, index, new LuceneSearch(index, new NumberNormalizer(data.region)));
    }

    EvidenceSearch search() {
        return search;
    }

    Archive archive() {
        return new Archive(store());
    }

    DialogReader dialogs() {
        return new DialogReader(store(), new IndexLookup(index));
    }

    private ObjectStore store() {
        ObjectStore opened = store == null ? opening.get() : store;
        store = opened;
        return opened;
    }

    @Override
    public void close() {
        index.close();
        if (store != null) {
            store.close();
        }
    }
}
