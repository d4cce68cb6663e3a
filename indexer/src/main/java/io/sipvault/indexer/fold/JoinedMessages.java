package io.sipvault.indexer.fold;

import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.EntryType;
import io.sipvault.ingest.fragment.FragmentReader;
import io.sipvault.ingest.fragment.FragmentReader.Cursor;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.wire.Hash128;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts the SIP messages that no chunk holds whole, and so no fragment file's header counts: what a cut tore, or what came in
 * another order than that of its bytes, is read when the pieces are joined.
 */
public final class JoinedMessages {
    private final Fragments fragments;
    private final TornPieces torn;
    private final IndexLookup lookup;

    public JoinedMessages(ObjectStore store, IndexLookup lookup) {
        this.fragments = new Fragments(store);
        this.torn = new TornPieces(fragments, lookup);
        this.lookup = lookup;
    }

    /**
     * Counts messages of which some chunks hold a piece, whoever holds the others. Together with the headers' counts of
     * these chunks that is the same number wherever their capture was cut.
     *
     * @param chunks
     *            folded ones
     */
    public long count(Collection<String> chunks) {
        Set<EntryKey> keys = new TreeSet<>();
        chunks.forEach(chunk -> addTornKeys(chunk, keys));
        Set<EntryKey> fed = new TreeSet<>(keys);
        keys.forEach(key -> documents(key).forEach(document -> fed.addAll(TornPieces.fed(document))));
        return fed.stream().mapToLong(key -> count(key, chunks)).sum();
    }

    private record Message(long timeNs, Flow flow, Hash128 hash) {}

    /** What is a day apart is joined apart; a chunk may hold pieces of both. */
    private long count(EntryKey key, Collection<String> chunks) {
        Set<Message> found = new HashSet<>();
        for (StoredDocument document : documents(key)) {
            torn.messages(TornKey.text(key), document).stream()
                    .filter(m -> m.packets().stream().anyMatch(p -> chunks.contains(p.chunk())))
                    .map(m -> m.witnessed().observation())
                    .forEach(o -> found.add(new Message(o.timeNs(), o.flow(), o.contentHash())));
        }
        return found.size();
    }

    private List<StoredDocument> documents(EntryKey key) {
        return lookup.copies(IndexField.KEY, TornKey.text(key), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Torn pieces come first in a file. */
    private void addTornKeys(String chunk, Set<EntryKey> keys) {
        FragmentReader reader = fragments.reader(chunk);
        Cursor cursor = reader.cursor();
        while (cursor.next() && isTorn(cursor.key().type())) {
            keys.add(cursor.key());
        }
    }

    private static boolean isTorn(EntryType type) {
        return type == EntryType.TORN_DATAGRAM || type == EntryType.TORN_STREAM;
    }
}
