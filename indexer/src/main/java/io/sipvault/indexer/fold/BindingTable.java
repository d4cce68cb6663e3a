package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.Side;
import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.indexer.view.ViewJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which dialog announced an endpoint, and when. A stream belongs to the dialog that announced both its ends, for gateways and
 * test tools have the media of all their calls at one port; else to the latest binding at its destination, for symmetric RTP at
 * its source. A binding counts that was made not later than 5 s after the first packet.
 */
final class BindingTable {
    /** Media may come before the SDP that announced it was seen. */
    static final long EARLY_NS = 5_000_000_000L;
    /** Media may go on after the dialog's end. */
    static final long LATE_NS = 60_000_000_000L;

    private final IndexLookup lookup;
    private final Map<String, List<Bound>> byEndpoint = new HashMap<>();
    /** Documents of the index that this batch replaces. */
    private final Set<String> replaced = new HashSet<>();

    BindingTable(IndexLookup lookup) {
        this.lookup = lookup;
    }

    private record Bound(String dialog, String callId, long startNs, long endNs, boolean ended,
            FoldState.Binding binding) {
        boolean covers(long firstNs) {
            long latest = ended ? endNs + LATE_NS : endNs + CallWork.BELONG_NS;
            return binding.from() <= firstNs + EARLY_NS && firstNs <= latest;
        }
    }

    /** Adds what a folded dialog announced. Its copy in the index no longer counts. */
    void add(DialogWork work) {
        replaced.addAll(work.call.existing.keySet());
        for (FoldState.Binding binding : work.media) {
            byEndpoint.computeIfAbsent(binding.ep(), e -> new ArrayList<>(2))
                    .add(bound(work.id, work.state(), binding));
        }
    }

    /** Forgets what was added of a Call-ID, which is folded anew. */
    void forget(String callId) {
        byEndpoint.values().forEach(bounds -> bounds.removeIf(bound -> bound.callId.equals(callId)));
    }

    private static Bound bound(String id, FoldState.OfDialog state, FoldState.Binding binding) {
        return new Bound(id, state.callId(), state.start(), state.end(), state.ended(), binding);
    }

    /** Dialogs of the index that announced an endpoint around a time. */
    List<StoredDocument> documentsAt(String endpoint, long firstNs, long lastNs) {
        return lookup.byTerm(IndexField.MEDIA, endpoint, firstNs - CallWork.BELONG_NS, lastNs + EARLY_NS);
    }

    /** The dialog that a stream belongs to. */
    Optional<Association> associate(StreamWork stream) {
        return associate(stream.source.toString(), stream.destination.toString(), stream.firstNs());
    }

    Optional<Association> associate(String source, String destination, long firstNs) {
        List<Bound> atSource = covering(source, firstNs);
        List<Bound> atDestination = covering(destination, firstNs);
        Set<String> announcedSource = atSource.stream().map(Bound::dialog).collect(Collectors.toSet());
        List<Bound> together = atDestination.stream().filter(b -> announcedSource.contains(b.dialog)).toList();
        if (!together.isEmpty() || !atDestination.isEmpty()) {
            return latest(together.isEmpty() ? atDestination : together)
                    .map(b -> new Association(b.dialog, b.callId, b.binding, !together.isEmpty(), b.binding.side()));
        }
        return latest(atSource)
                .map(b -> new Association(b.dialog, b.callId, b.binding, false, opposite(b.binding.side())));
    }

    private static String opposite(String side) {
        for (Side s : Side.values()) {
            if (s.label().equals(side)) {
                return s.other().label();
            }
        }
        return Side.UNKNOWN.label();
    }

    /** Announcements of an endpoint that count for a stream which begins at a time. */
    private List<Bound> covering(String endpoint, long firstNs) {
        List<Bound> candidates = new ArrayList<>(byEndpoint.getOrDefault(endpoint, List.of()));
        for (StoredDocument document : documentsAt(endpoint, firstNs, firstNs)) {
            if (!replaced.contains(document.position())) {
                FoldState.OfDialog state = ViewJson.read(document.fold(), FoldState.OfDialog.class);
                state.media().stream().filter(b -> b.ep().equals(endpoint))
                        .forEach(b -> candidates.add(bound(document.id(), state, b)));
            }
        }
        candidates.removeIf(bound -> !bound.covers(firstNs));
        return candidates;
    }

    private static Optional<Bound> latest(List<Bound> candidates) {
        return candidates.stream()
                .max(Comparator.comparingLong((Bound b) -> b.binding.from()).thenComparing(b -> b.dialog));
    }
}
