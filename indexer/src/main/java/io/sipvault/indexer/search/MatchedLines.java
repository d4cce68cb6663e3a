package io.sipvault.indexer.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.BytesRef;

/** Log lines that a query matches: when each was written, and what it names. Bounded. */
final class MatchedLines {
    private static final Pattern NUMBER = Pattern.compile("\\+?\\d{7,15}");

    private final int most;
    private final Map<BytesRef, Integer> numberOfName = new HashMap<>();
    private final List<BytesRef> names = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final BitSet callIds = new BitSet();
    /** By the number of a PBX's id: which call it meant from when on; empty for one that nobody knows. */
    private final Map<Integer, TreeMap<Long, Set<BytesRef>>> learnt = new HashMap<>();
    private boolean cut;

    /** @param names by their numbers */
    private record Line(long timeNs, int[] names) {}

    /**
     * @param most
     *            how many lines are read
     */
    MatchedLines(int most) {
        this.most = most;
    }

    /** Whether more lines match than were read. */
    boolean isCut() {
        return cut;
    }

    /** Reads the newest lines of a partition that match, as many as there is still room for. */
    boolean read(IndexSearcher searcher, Query query) throws IOException {
        int room = most - lines.size();
        ScoreDoc[] docs = searcher.search(query, room + 1, LuceneSearch.NEWEST_FIRST).scoreDocs;
        cut |= docs.length > room;
        ScoreDoc[] taken = Arrays.copyOf(docs, Math.min(docs.length, room));
        Arrays.sort(taken, Comparator.comparingInt(doc -> doc.doc));
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        int from = 0;
        while (from < taken.length) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(taken[from].doc, leaves));
            int to = from;
            while (to < taken.length && taken[to].doc < leaf.docBase + leaf.reader().maxDoc()) {
                to++;
            }
            read(leaf, Arrays.copyOfRange(taken, from, to));
            from = to;
        }
        return true;
    }

    private void read(LeafReaderContext leaf, ScoreDoc[] docs) throws IOException {
        SortedSetDocValues named = DocValues.getSortedSet(leaf.reader(), IndexField.NAMES);
        Map<Long, Integer> known = new HashMap<>();
        for (ScoreDoc doc : docs) {
            int count = named.advanceExact(doc.doc - leaf.docBase) ? named.docValueCount() : 0;
            int[] numbers = new int[count];
            for (int i = 0; i < count; i++) {
                long ordinal = named.nextOrd();
                Integer number = known.get(ordinal);
                if (number == null) {
                    number = number(named.lookupOrd(ordinal));
                    known.put(ordinal, number);
                }
                numbers[i] = number;
            }
            lines.add(new Line((long) ((FieldDoc) doc).fields[0], numbers));
        }
    }

    private int number(BytesRef name) {
        Integer known = numberOfName.get(name);
        if (known == null) {
            BytesRef copy = BytesRef.deepCopyOf(name);
            known = names.size();
            names.add(copy);
            numberOfName.put(copy, known);
        }
        return known;
    }

    /** Finds out which names are Call-IDs of a partition. */
    boolean findCallIds(IndexSearcher searcher) throws IOException {
        List<BytesRef> sorted = names.stream().sorted().toList();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Terms terms = leaf.reader().terms(IndexField.CALL_ID);
            if (terms != null) {
                TermsEnum each = terms.iterator();
                for (BytesRef name : sorted) {
                    if (each.seekExact(name)) {
                        callIds.set(number(name));
                    }
                }
            }
        }
        return true;
    }

    /** The Call-IDs that were found, in order, and when lines named them. */
    TreeMap<BytesRef, Longs> byCallId() {
        TreeMap<BytesRef, Longs> times = new TreeMap<>();
        for (Line line : lines) {
            for (BytesRef callId : named(line)) {
                times.computeIfAbsent(callId, n -> new Longs()).add(line.timeNs);
            }
        }
        return times;
    }

    /** The Call-IDs that a line names; when there are none, those that its PBX's ids meant then. */
    private Set<BytesRef> named(Line line) {
        Set<BytesRef> direct = direct(line);
        return !direct.isEmpty()
                ? direct
                : Arrays.stream(line.names).mapToObj(name -> meant(name, line.timeNs)).flatMap(Set::stream)
                        .collect(Collectors.toSet());
    }

    private Set<BytesRef> direct(Line line) {
        return Arrays.stream(line.names).filter(callIds::get).mapToObj(names::get).collect(Collectors.toSet());
    }

    /** By the last line before that says it; of the first lines of a call by the one that comes soon. */
    private Set<BytesRef> meant(int id, long timeNs) {
        TreeMap<Long, Set<BytesRef>> since = learnt.get(id);
        if (since == null) {
            return Set.of();
        }
        Map.Entry<Long, Set<BytesRef>> before = since.floorEntry(timeNs);
        Map.Entry<Long, Set<BytesRef>> after = before == null ? since.ceilingEntry(timeNs) : null;
        return before != null
                ? before.getValue()
                : after != null && after.getKey() - timeNs <= Lifetimes.CLOCKS_NS ? after.getValue() : Set.of();
    }

    /** Ids of PBXs in lines that name no Call-ID. */
    Set<BytesRef> pbxIdsOfOthers(int mostIds) {
        return lines.stream().filter(line -> Arrays.stream(line.names).noneMatch(callIds::get))
                .flatMapToInt(line -> Arrays.stream(line.names)).distinct().mapToObj(names::get)
                .filter(MatchedLines::isPbxId).limit(mostIds).collect(Collectors.toSet());
    }

    private static boolean isPbxId(BytesRef name) {
        return PbxIds.isName(name.utf8ToString());
    }

    /** Learns from lines that name both which calls are meant by ids of PBXs, and when they were given to another. */
    void learn(MatchedLines others) {
        Integer says = others.numberOfName.get(new BytesRef(PbxIds.SAYS_CALL_ID));
        for (Line line : others.lines) {
            Set<BytesRef> named = others.direct(line);
            boolean saysSo = says != null && Arrays.stream(line.names).anyMatch(name -> name == says);
            if (named.size() == 1 || named.isEmpty() && saysSo) {
                Arrays.stream(line.names).mapToObj(name -> PbxIds.meantBy(others.names.get(name).utf8ToString()))
                        .filter(Objects::nonNull).map(id -> numberOfName.get(new BytesRef(id)))
                        .filter(Objects::nonNull)
                        .forEach(id -> learnt.computeIfAbsent(id, n -> new TreeMap<>())
                                .merge(line.timeNs, named, (one, other) -> one.isEmpty() ? other : one));
            }
        }
    }

    /** Hands out the numbers in lines that name no Call-ID, with the time, in the order of the lines. */
    void numbersOfOthers(BiConsumer<String, Long> consumer) {
        for (Line line : lines) {
            if (named(line).isEmpty()) {
                for (int name : line.names) {
                    String text = names.get(name).utf8ToString();
                    if (NUMBER.matcher(text).matches()) {
                        consumer.accept(text, line.timeNs);
                    }
                }
            }
        }
    }
}
