package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.UsageKind;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The legs of one call: dialogs that certain link keys tie together, in order of start.
 *
 * @param legs
 *            at least one, at most 64
 * @param reasons
 *            by leg id, the key that ties it to another leg
 */
record CallGroup(List<DialogWork> legs, Map<String, String> reasons) {
    private static final int MOST_LEGS = 64;
    private static final Comparator<DialogWork> ORDER = Comparator
            .comparingLong((DialogWork d) -> d.dialog.startNs()).thenComparing(d -> d.dialog.callId())
            .thenComparing(d -> d.id);

    /** The call's id: derived from its first leg. */
    String id() {
        return Hash128.of(legs.getFirst().id).toString();
    }

    /** Groups all dialogs of some Call-IDs. */
    static List<CallGroup> of(Collection<CallWork> calls) {
        List<DialogWork> all = new ArrayList<>();
        calls.forEach(call -> all.addAll(call.dialogs));
        Components components = new Components(all.size());
        Map<String, Integer> firstWithKey = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            DialogWork dialog = all.get(i);
            if (dialog.dialog.kind() == UsageKind.INVITE) {
                tie(LinkKeys.ofCallId(dialog.dialog.callId()), i, firstWithKey, components);
                for (String link : dialog.links) {
                    tie(link, i, firstWithKey, components);
                }
            }
        }
        Map<Integer, List<DialogWork>> byRoot = new TreeMap<>();
        for (int i = 0; i < all.size(); i++) {
            byRoot.computeIfAbsent(components.root(i), r -> new ArrayList<>(1)).add(all.get(i));
        }
        return byRoot.values().stream().map(CallGroup::bounded).toList();
    }

    private static void tie(String key, int dialog, Map<String, Integer> firstWithKey, Components components) {
        Integer first = firstWithKey.putIfAbsent(key, dialog);
        if (first != null) {
            components.join(first, dialog);
        }
    }

    private static CallGroup bounded(List<DialogWork> members) {
        if (members.size() == 1) {
            return new CallGroup(members, Map.of());
        }
        List<DialogWork> legs = members.stream().sorted(ORDER).limit(MOST_LEGS).toList();
        Map<String, String> reasons = new HashMap<>();
        for (DialogWork leg : legs) {
            reasons.put(leg.id, reason(leg, legs));
        }
        return new CallGroup(legs, reasons);
    }

    private static String reason(DialogWork leg, List<DialogWork> legs) {
        for (DialogWork other : legs) {
            if (other != leg) {
                for (String link : leg.links) {
                    if (other.links.contains(link) || link.equals(LinkKeys.ofCallId(other.dialog.callId()))) {
                        return link;
                    }
                }
                String own = LinkKeys.ofCallId(leg.dialog.callId());
                if (other.links.contains(own)) {
                    return own;
                }
            }
        }
        return "same Call-ID";
    }

    /** Union-find. */
    private static final class Components {
        private final int[] parent;

        Components(int size) {
            parent = new int[size];
            for (int i = 0; i < size; i++) {
                parent[i] = i;
            }
        }

        int root(int element) {
            int root = element;
            while (parent[root] != root) {
                parent[root] = parent[parent[root]];
                root = parent[root];
            }
            return root;
        }

        void join(int a, int b) {
            int rootA = root(a);
            int rootB = root(b);
            parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
        }
    }
}
