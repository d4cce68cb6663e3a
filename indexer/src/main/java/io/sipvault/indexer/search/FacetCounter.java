package io.sipvault.indexer.search;

import io.sipvault.indexer.search.EvidenceSearch.FacetCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/** Counts matching documents by the values that they have in the field of a facet. */
final class FacetCounter {
    private final String field;
    private final Map<String, Long> counts = new HashMap<>();

    FacetCounter(Facet facet) {
        this.field = facet.field();
    }

    boolean add(IndexSearcher searcher, Query query) throws IOException {
        searcher.search(query, new CollectorManager<OfSegments, Boolean>() {
            @Override
            public OfSegments newCollector() {
                return new OfSegments();
            }

            @Override
            public Boolean reduce(Collection<OfSegments> collectors) throws IOException {
                for (OfSegments each : collectors) {
                    each.addTo(counts);
                }
                return true;
            }
        });
        return true;
    }

    /** The values with the most documents; of equal counts in order of the values. */
    List<FacetCount> most(int limit) {
        return counts.entrySet().stream().map(e -> new FacetCount(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingLong(FacetCount::count).reversed().thenComparing(FacetCount::value))
                .limit(limit).toList();
    }

    /** Counts ordinals, which are a segment's own, and looks up what they stand for once at the end. */
    private final class OfSegments extends SimpleCollector {
        private final List<SortedSetDocValues> values = new ArrayList<>();
        private final List<long[]> ordinals = new ArrayList<>();
        private @Nullable SortedSetDocValues current;
        private long[] counted = new long[0];

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            SortedSetDocValues opened = DocValues.getSortedSet(context.reader(), field);
            current = opened;
            counted = new long[(int) opened.getValueCount()];
            values.add(opened);
            ordinals.add(counted);
        }

        @Override
        public void collect(int doc) throws IOException {
            SortedSetDocValues opened = current;
            if (opened != null && opened.advanceExact(doc)) {
                for (int i = 0; i < opened.docValueCount(); i++) {
                    counted[(int) opened.nextOrd()]++;
                }
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }

        void addTo(Map<String, Long> all) throws IOException {
            for (int segment = 0; segment < values.size(); segment++) {
                long[] ofSegment = ordinals.get(segment);
                for (int ordinal = 0; ordinal < ofSegment.length; ordinal++) {
                    if (ofSegment[ordinal] > 0) {
                        all.merge(values.get(segment).lookupOrd(ordinal).utf8ToString(), ofSegment[ordinal],
                                Long::sum);
                    }
                }
            }
        }
    }
}
