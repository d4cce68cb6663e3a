package io.sipvault.indexer.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;

/** Finds the documents of a segment that log lines named while they lasted. */
final class NamedDocuments {
    private final LeafReader reader;
    private final FixedBitSet found;
    /** Document in the upper half, number of its times in the lower. */
    private final Longs candidates = new Longs();
    private final List<Longs> times = new ArrayList<>();

    NamedDocuments(LeafReader reader) {
        this.reader = reader;
        this.found = new FixedBitSet(Math.max(1, reader.maxDoc()));
    }

    /**
     * Adds documents.
     *
     * @param namedAt
     *            when they were named; may be filled until {@link #resolve}
     */
    void add(PostingsEnum documents, Longs namedAt) throws IOException {
        int number = times.size();
        times.add(namedAt);
        for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
            candidates.add((long) doc << Integer.SIZE | number);
        }
    }

    /** Decides on what was added, and forgets it. */
    void resolve() throws IOException {
        times.forEach(Longs::sort);
        candidates.sort();
        Lifetimes lifetimes = new Lifetimes(reader);
        for (int i = 0; i < candidates.size(); i++) {
            int doc = (int) (candidates.get(i) >>> Integer.SIZE);
            if (!found.get(doc) && lifetimes.hasAny(doc, times.get((int) candidates.get(i)))) {
                found.set(doc);
            }
        }
        candidates.clear();
        times.clear();
    }

    FixedBitSet found() {
        return found;
    }
}
