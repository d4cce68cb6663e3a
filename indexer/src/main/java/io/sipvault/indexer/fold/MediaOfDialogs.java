package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.Side;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which streams ran between the endpoints that a dialog announced, while it lasted. */
final class MediaOfDialogs {
    private final FoldBatch batch;
    private final Map<String, List<Measured>> measuredAt = new HashMap<>();

    MediaOfDialogs(FoldBatch batch) {
        this.batch = batch;
    }

    private record Measured(StreamEvidence stream, FoldState.OfStream state) {}

    /** Adds a stream that this batch measured. */
    void add(String id, StreamView view, FoldState.OfStream state) {
        Measured evidence = new Measured(new StreamEvidence(id, view, view.toward(), ""), state);
        measuredAt.computeIfAbsent(view.src(), e -> new ArrayList<>(2)).add(evidence);
        measuredAt.computeIfAbsent(view.dst(), e -> new ArrayList<>(2)).add(evidence);
    }

    /** The streams of a dialog, in order of start, each with the side of this dialog that receives it. */
    List<StreamEvidence> of(DialogWork dialog) {
        Map<String, StreamEvidence> found = new HashMap<>();
        FoldState.OfDialog state = dialog.state();
        for (FoldState.Binding binding : dialog.media) {
            for (Measured measured : measuredAt.getOrDefault(binding.ep(), List.of())) {
                if (!state.sharesOnly(measured.state, dialog.id)) {
                    consider(measured.stream, binding, dialog, found);
                }
            }
            for (StoredDocument document : batch.streamsAt(binding.ep(), dialog)) {
                if (!document.display().isEmpty() && !batch.isTouchedStream(document.id())
                        && !state.sharesOnly(ViewJson.read(document.fold(), FoldState.OfStream.class), dialog.id)) {
                    StreamView view = ViewJson.read(document.display(), StreamView.class);
                    consider(new StreamEvidence(document.id(), view, view.toward(), ""), binding, dialog, found);
                }
            }
        }
        return found.values().stream().sorted(Comparator.comparing((StreamEvidence s) -> s.view().firstSeen())
                .thenComparing(StreamEvidence::id)).toList();
    }

    private static void consider(StreamEvidence stream, FoldState.Binding binding, DialogWork dialog,
            Map<String, StreamEvidence> found) {
        long first = ViewJson.ns(stream.view().firstSeen());
        long last = ViewJson.ns(stream.view().lastSeen());
        boolean during = first <= dialog.dialog.updatedNs() + BindingTable.LATE_NS
                && last >= binding.from() - BindingTable.EARLY_NS;
        if (!during) {
            return;
        }
        boolean receives = stream.view().dst().equals(binding.ep());
        if (receives || !found.containsKey(stream.id())) {
            String toward = receives ? binding.side() : other(binding.side());
            found.put(stream.id(), new StreamEvidence(stream.id(), stream.view(), toward, binding.type()));
        }
    }

    private static String other(String side) {
        for (Side s : Side.values()) {
            if (s.label().equals(side)) {
                return s.other().label();
            }
        }
        return Side.UNKNOWN.label();
    }
}
