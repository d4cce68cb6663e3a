package io.sipvault.indexer.call;

import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Calls are the connected components of legs under equal {@link LinkKey#matches() match texts}; a text that comes back
 * after more than {@link #MAX_GAP_NS} without a leg that has it is another. A text that more than
 * {@link #MAX_LEGS_OF_TEXT} legs have tells no call from another, and ties none. What hangs together by more than
 * {@link #MAX_LEGS} legs is cut into slices of that many, in the order of the legs.
 */
public final class CallCorrelator {
    public static final int MAX_LEGS = 64;
    public static final int MAX_LEGS_OF_TEXT = 1_024;
    public static final long MAX_GAP_NS = 24L * 3600 * 1_000_000_000L;
    private static final long MAX_CHARGING_GAP_NS = 2_000_000_000L;

    private final List<Leg> legs;
    private final int[] parents;
    /** Of the texts that tie legs, in their order. */
    private final Map<Use, List<Member>> members = new TreeMap<>();

    private record Member(int leg, LinkKey key) {}

    /** A text and how often it had come back before. */
    private record Use(String match, int number) implements Comparable<Use> {
        @Override
        public int compareTo(Use other) {
            int order = match.compareTo(other.match);
            return order != 0 ? order : Integer.compare(number, other.number);
        }
    }

    /** The present use of a text, and until when a leg that has it belongs to that. */
    private record Open(Use use, long untilNs) {}

    private CallCorrelator(Collection<Leg> unordered) {
        legs = unordered.stream().sorted(Leg.ORDER).toList();
        parents = new int[legs.size()];
        Arrays.setAll(parents, leg -> leg);
    }

    /** The calls of some legs with different ids, ordered by their first legs; the order of the legs does not matter. */
    public static List<Call> components(Collection<Leg> legs) {
        return components(legs, Set.of());
    }

    /**
     * The calls of some legs of which not all are here.
     *
     * @param common
     *            match texts that are known to tie none, since too many legs have them
     */
    public static List<Call> components(Collection<Leg> legs, Set<String> common) {
        CallCorrelator correlator = new CallCorrelator(legs);
        correlator.collect(common);
        correlator.join();
        return correlator.calls();
    }

    private void collect(Set<String> common) {
        Map<String, Open> uses = new HashMap<>();
        Map<Use, List<Member>> all = new HashMap<>();
        for (int leg = 0; leg < legs.size(); leg++) {
            for (LinkKey key : legs.get(leg).keys()) {
                for (String match : key.matches()) {
                    if (!common.contains(match)) {
                        Use use = use(match, legs.get(leg), gapNs(key), uses);
                        all.computeIfAbsent(use, text -> new ArrayList<>(1)).add(new Member(leg, key));
                    }
                }
            }
        }
        all.forEach((use, same) -> {
            if (same.size() > 1 && same.stream().mapToInt(Member::leg).distinct().count() <= MAX_LEGS_OF_TEXT) {
                members.put(use, same);
            }
        });
    }

    /** Test tools and some switches send one charging identifier for ever: it ties only legs that are up together. */
    private static long gapNs(LinkKey key) {
        return key instanceof LinkKey.ChargingVector ? MAX_CHARGING_GAP_NS : MAX_GAP_NS;
    }

    private static Use use(String match, Leg leg, long gapNs, Map<String, Open> uses) {
        Open open = uses.get(match);
        long until = leg.endNs() + gapNs;
        if (open == null) {
            open = new Open(new Use(match, 0), until);
        } else if (leg.startNs() > open.untilNs) {
            open = new Open(new Use(match, open.use.number + 1), until);
        } else {
            open = new Open(open.use, Math.max(open.untilNs, until));
        }
        uses.put(match, open);
        return open.use;
    }

    private void join() {
        members.values().forEach(same -> same.forEach(member -> union(same.getFirst().leg, member.leg)));
    }

    /** The earlier leg becomes the root, so a root is the first leg of its component. */
    private void union(int a, int b) {
        int rootOfA = root(a);
        int rootOfB = root(b);
        parents[Math.max(rootOfA, rootOfB)] = Math.min(rootOfA, rootOfB);
    }

    private int root(int leg) {
        int root = leg;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }

    private List<Call> calls() {
        Map<Integer, List<Integer>> components = new TreeMap<>();
        for (int leg = 0; leg < legs.size(); leg++) {
            components.computeIfAbsent(root(leg), root -> new ArrayList<>()).add(leg);
        }
        Map<Integer, Integer> sliceOfLeg = new HashMap<>();
        List<List<Integer>> slices = new ArrayList<>();
        components.values().forEach(component -> slice(component, slices, sliceOfLeg));
        return calls(slices, links(sliceOfLeg), components);
    }

    private static void slice(List<Integer> component, List<List<Integer>> slices, Map<Integer, Integer> sliceOfLeg) {
        for (int from = 0; from < component.size(); from += MAX_LEGS) {
            List<Integer> slice = component.subList(from, Math.min(from + MAX_LEGS, component.size()));
            slice.forEach(leg -> sliceOfLeg.put(leg, slices.size()));
            slices.add(slice);
        }
    }

    private List<Call> calls(List<List<Integer>> slices, Map<Integer, List<Call.Link>> links,
            Map<Integer, List<Integer>> components) {
        List<Call> calls = new ArrayList<>(slices.size());
        for (int i = 0; i < slices.size(); i++) {
            List<Leg> own = slices.get(i).stream().map(legs::get).toList();
            int first = slices.get(i).getFirst();
            boolean cut = components.getOrDefault(root(first), List.of()).size() > MAX_LEGS;
            calls.add(new Call(Hash128.of(own.getFirst().id()), own, links.getOrDefault(i, List.of()), cut));
        }
        calls.sort(Comparator.comparing(call -> call.legs().getFirst(), Leg.ORDER));
        return calls;
    }

    /** Every leg of a key is tied to the first leg of that key in the same slice, by the key that says most. */
    private Map<Integer, List<Call.Link>> links(Map<Integer, Integer> sliceOfLeg) {
        TreeMap<Pair, LinkKey> strongest = new TreeMap<>(
                Comparator.comparingInt(Pair::later).thenComparingInt(Pair::earlier).thenComparing(Pair::match));
        members.forEach((use, same) -> {
            Map<Integer, Member> firstOfSlice = new HashMap<>();
            for (Member member : same) {
                Member first = firstOfSlice.computeIfAbsent(sliceOfLeg.getOrDefault(member.leg, 0), slice -> member);
                if (first.leg != member.leg) {
                    LinkKey key = stronger(first.key, member.key);
                    strongest.merge(new Pair(first.leg, member.leg, use.match), key, CallCorrelator::stronger);
                }
            }
        });
        Map<Integer, List<Call.Link>> links = new HashMap<>();
        strongest.forEach((pair, key) -> links
                .computeIfAbsent(sliceOfLeg.getOrDefault(pair.later, 0), slice -> new ArrayList<>())
                .add(link(pair, key)));
        links.replaceAll((slice, list) -> list.stream().distinct().toList());
        return links;
    }

    private record Pair(int earlier, int later, String match) {}

    private Call.Link link(Pair pair, LinkKey key) {
        return new Call.Link(legs.get(pair.earlier).id(), legs.get(pair.later).id(), key.reason());
    }

    private static LinkKey stronger(LinkKey a, LinkKey b) {
        int order = Integer.compare(a.weight(), b.weight());
        if (order == 0) {
            order = b.reason().compareTo(a.reason());
        }
        return order >= 0 ? a : b;
    }
}
