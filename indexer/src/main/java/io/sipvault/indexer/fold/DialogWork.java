package io.sipvault.indexer.fold;

import io.sipvault.indexer.call.Leg;
import io.sipvault.indexer.call.LinkKey;
import io.sipvault.indexer.call.LinkKeys;
import io.sipvault.indexer.call.MatchText;
import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.InfoDigit;
import io.sipvault.indexer.dialog.MediaBinding;
import io.sipvault.indexer.dialog.UsageKind;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.indexer.view.IcmpView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One dialog while it is folded. Only calls have keys that link them. */
final class DialogWork {
    private static final int MOST_LINKS = 64;

    final CallWork call;
    final Dialog dialog;
    /** None once condensed. */
    List<WitnessedMessage> messages;
    /** The distinct lines of its messages, once condensed. */
    byte[] text = {};
    /** Whether a message carried a digit, once condensed. */
    boolean hasDigits;
    /** ICMP errors about it. */
    List<IcmpView> icmp = List.of();
    final long nowNs;
    final String id;
    /** Match texts of its link keys but that of its own Call-ID, by which others find it without. */
    final List<String> links;
    private final Set<LinkKey> keys;
    final List<FoldState.Binding> media;

    DialogWork(CallWork call, Dialog dialog, List<WitnessedMessage> messages, long nowNs) {
        this.call = call;
        this.dialog = dialog;
        this.messages = messages;
        this.nowNs = nowNs;
        this.id = prefix() + day(dialog.startNs());
        this.keys = dialog.kind() == UsageKind.INVITE ? keys(call.linkKeys, messages) : Set.of();
        this.links = links(keys, MatchText.callId(dialog.callId()));
        this.media = bindings(dialog);
    }

    /** Takes from the messages what is searched, and lets go of them. */
    void condense() {
        text = MessageText.of(messages);
        for (WitnessedMessage m : messages) {
            hasDigits |= InfoDigit.of(m.message()) != null;
        }
        messages = List.of();
    }

    private String prefix() {
        return Hash128.of(dialog.callId()) + "-" + dialog.kind().name().toLowerCase(Locale.ROOT) + "-";
    }

    /** Dialogs of one Call-ID and kind begin on different days, also on those that cannot be believed. */
    private static String day(long startNs) {
        String partition = PartitionedIndex.partitionOf(startNs);
        boolean undated = partition.equals(PartitionedIndex.UNDATED);
        return undated ? partition + Math.floorDiv(startNs, CallWork.BELONG_NS) : partition;
    }

    /** Former documents of this dialog: those of its kind that began while it lasted. */
    List<StoredDocument> former() {
        return call.existing.values().stream().filter(d -> d.id().equals(id) || isPartOf(d))
                .sorted(Comparator.comparing(StoredDocument::position)).toList();
    }

    private boolean isPartOf(StoredDocument document) {
        if (!document.id().startsWith(prefix())) {
            return false;
        }
        long start = ViewJson.read(document.fold(), FoldState.OfDialog.class).start();
        return start >= dialog.startNs() && start <= dialog.updatedNs();
    }

    private static Set<LinkKey> keys(LinkKeys linkKeys, List<WitnessedMessage> messages) {
        Set<LinkKey> keys = new HashSet<>();
        messages.forEach(m -> {
            keys.addAll(linkKeys.of(m.message()));
            keys.addAll(LinkKeys.ofCorrelation(m.observation().reporter().correlationId()));
        });
        if (keys.size() <= MOST_LINKS) {
            return keys;
        }
        return keys.stream().sorted(Comparator.comparing((LinkKey key) -> !(key instanceof LinkKey.SameCallId))
                .thenComparing(LinkKey::reason)).limit(MOST_LINKS).collect(Collectors.toSet());
    }

    private static List<String> links(Set<LinkKey> keys, String own) {
        Set<String> links = new TreeSet<>();
        keys.forEach(key -> links.addAll(key.matches()));
        links.remove(own);
        return List.copyOf(links);
    }

    /** Itself as a side of a call. */
    Leg leg() {
        return new Leg(id, dialog.startNs(), dialog.updatedNs(), dialog.callId(), keys);
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
