package io.sipvault.indexer.fold;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ExpiryMark.Subject;
import io.sipvault.ingest.chunk.ExpiryMarks;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.FragmentReader;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.wire.ByteSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The fragment files of the archive, by chunk. Keeps the latest open. Safe for use by many threads. */
public final class Fragments {
    private static final int MOST_OPEN = 32;
    private static final int MOST_EXPIRED = 10_000;

    private final ObjectStore store;
    private final ExpiryMarks marks;
    private final Set<String> expired = ConcurrentHashMap.newKeySet();
    private final Map<String, FragmentReader> open = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FragmentReader> eldest) {
            return size() > MOST_OPEN;
        }
    };

    public Fragments(ObjectStore store) {
        this.store = store;
        this.marks = new ExpiryMarks(new Archive(store));
    }

    /** A reader of its own for walking a whole file. */
    FragmentReader reader(String chunk) {
        return FragmentReader.open(store, ChunkDecoder.fragmentKey(chunk));
    }

    /**
     * The body of one entry of a chunk's fragment file; nothing when that expired: documents of one Call-ID name each other's
     * chunks, so one that is kept may name a chunk whose fragment file went with the days that it was of.
     */
    public Optional<ByteSource> find(String chunk, EntryKey key) {
        if (expired.contains(chunk)) {
            return Optional.empty();
        }
        try {
            return findThere(chunk, key);
        } catch (ForensicException e) {
            if (e.code() != ErrorCode.NOT_FOUND || marks.find(ChunkId.parse(chunk), Subject.INDEX).isEmpty()) {
                throw e;
            }
            remember(chunk);
            return Optional.empty();
        }
    }

    private Optional<ByteSource> findThere(String chunk, EntryKey key) {
        FragmentReader reader = shared(chunk);
        synchronized (reader) {
            return reader.find(key);
        }
    }

    private void remember(String chunk) {
        if (expired.size() >= MOST_EXPIRED) {
            expired.clear();
        }
        expired.add(chunk);
    }

    public String vantage(String chunk) {
        return shared(chunk).header().vantage();
    }

    private synchronized FragmentReader shared(String chunk) {
        return open.computeIfAbsent(chunk, this::reader);
    }
}
