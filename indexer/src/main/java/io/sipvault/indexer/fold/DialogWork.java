package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.MediaBinding;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One dialog while it is folded. */
final class DialogWork {
    final CallWork call;
    final Dialog dialog;
    final List<WitnessedMessage> messages;
    final String id;
    final List<String> links;
    final List<FoldState.Binding> media;

    DialogWork(CallWork call, Dialog dialog, List<WitnessedMessage> messages) {
        this.call = call;
        this.dialog = dialog;
        this.messages = messages;
        this.id = Hash128.of(dialog.callId()) + "-" + dialog.kind().name().toLowerCase(Locale.ROOT) + "-"
                + PartitionedIndex.partitionOf(dialog.startNs());
        this.links = LinkKeys.of(messages);
        this.media = bindings(dialog);
    }

    private static List<FoldState.Binding> bindings(Dialog dialog) {
        List<FoldState.Binding> bindings = new ArrayList<>();
        for (MediaBinding b : dialog.mediaBindings()) {
            Map<Integer, String> formats = new TreeMap<>();
            b.payloadTypes().forEach((type, map) -> formats.put(type, map.encodingName() + "/" + map.clockRateHz()));
            double ptime = b.ptimeMs() == null ? 0 : b.ptimeMs();
            bindings.add(new FoldState.Binding(b.endpoint().toString(), b.fromNs(), b.side().label(), formats, ptime,
                    b.mediaType()));
        }
        return bindings;
    }

    FoldState.OfDialog state() {
        return new FoldState.OfDialog(dialog.callId(), List.copyOf(call.torn), dialog.startNs(), dialog.updatedNs(),
                dialog.endSeen(), media, links);
    }

    String partition() {
        return PartitionedIndex.partitionOf(dialog.startNs());
    }
}
