package io.sipvault.indexer.search;

import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/** Quantiles of post-dial delays, exact to the millisecond below a minute; longer ones count as a minute. */
final class DelayQuantiles {
    private static final int LONGEST_MS = 60_000;

    private final long[] counts = new long[LONGEST_MS + 1];
    private long total;

    boolean add(IndexSearcher searcher, Query query) throws IOException {
        searcher.search(query, new CollectorManager<Delays, Boolean>() {
            @Override
            public Delays newCollector() {
                return new Delays();
            }

            @Override
            public Boolean reduce(Collection<Delays> collectors) {
                return true;
            }
        });
        return true;
    }

    /** The smallest delay that a share of all does not exceed, in ms; null where there is none. */
    @Nullable
    Long at(double share) {
        long before = 0;
        for (int ms = 0; ms < counts.length; ms++) {
            before += counts[ms];
            if (before > 0 && before >= share * total) {
                return (long) ms;
            }
        }
        return null;
    }

    private synchronized void count(long ms) {
        counts[Math.clamp(ms, 0, LONGEST_MS)]++;
        total++;
    }

    private final class Delays extends SimpleCollector {
        private @Nullable NumericDocValues values;

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            values = DocValues.getNumeric(context.reader(), IndexField.PDD_VALUE);
        }

        @Override
        public void collect(int doc) throws IOException {
            NumericDocValues opened = values;
            if (opened != null && opened.advanceExact(doc)) {
                count(opened.longValue());
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
