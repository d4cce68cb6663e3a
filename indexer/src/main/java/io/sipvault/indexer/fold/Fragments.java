package io.sipvault.indexer.fold;

import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.FragmentReader;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.wire.ByteSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fragment files of the archive, by chunk. Keeps the latest open. Safe for use by many threads. */
public final class Fragments {
    private static final int MOST_OPEN = 32;

    private final ObjectStore store;
    private final Map<String, FragmentReader> open = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FragmentReader> eldest) {
            return size() > MOST_OPEN;
        }
    };

    public Fragments(ObjectStore store) {
        this.store = store;
    }

    /** A reader of its own for walking a whole file. */
    FragmentReader reader(String chunk) {
        return FragmentReader.open(store, ChunkDecoder.fragmentKey(chunk));
    }

    /** The body of one entry of a chunk's fragment file. */
    public Optional<ByteSource> find(String chunk, EntryKey key) {
        FragmentReader reader = shared(chunk);
        synchronized (reader) {
            return reader.find(key);
        }
    }

    public String vantage(String chunk) {
        return shared(chunk).header().vantage();
    }

    private synchronized FragmentReader shared(String chunk) {
        return open.computeIfAbsent(chunk, this::reader);
    }
}
