package io.sipvault.indexer.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    /** By the number of a PBX's id: the Call-IDs that other lines name beside it. */
    private final Map<Integer, Set<BytesRef>> learnt = new HashMap<>();
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

    /** The Call-IDs that a line names; when there are none, those that are known by a PBX's ids in it. */
    private Set<BytesRef> named(Line line) {
        Set<BytesRef> direct = Arrays.stream(line.names).filter(callIds::get).mapToObj(names::get)
                .collect(Collectors.toSet());
        return !direct.isEmpty()
                ? direct
                : Arrays.stream(line.names).mapToObj(name -> learnt.getOrDefault(name, Set.of()))
                        .flatMap(Set::stream).collect(Collectors.toSet());
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

    /** Learns from lines that name both which Call-IDs are meant by ids of PBXs. */
    void learn(MatchedLines others) {
        for (Line line : others.lines) {
            Set<BytesRef> named = others.named(line);
            for (int name : line.names) {
                Integer mine = numberOfName.get(others.names.get(name));
                if (mine != null && !named.isEmpty() && isPbxId(names.get(mine))) {
                    learnt.computeIfAbsent(mine, n -> new HashSet<>()).addAll(named);
                }
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
