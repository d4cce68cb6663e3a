package io.sipvault.indexer.fold;

import io.sipvault.indexer.call.LinkKeys;
import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.DialogFolder;
import io.sipvault.indexer.dialog.DialogKey;
import io.sipvault.indexer.dialog.UsageKind;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.sip.Via;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One Call-ID while it is folded: where its messages come from, the messages, and the dialogs that they are. */
final class CallWork {
    /** Messages further apart are not of one dialog. */
    static final long BELONG_NS = 24L * 3600 * 1_000_000_000L;

    private static final String NOTIFY = "NOTIFY";

    final String callId;
    final LinkKeys linkKeys;
    final Set<String> chunks = new TreeSet<>();
    final Set<String> torn = new TreeSet<>();
    /** By position. */
    final Map<String, StoredDocument> existing = new HashMap<>();
    final List<WitnessedMessage> messages = new ArrayList<>();
    final List<DialogWork> dialogs = new ArrayList<>();
    private final Set<String> loaded = new HashSet<>();

    CallWork(String callId, LinkKeys linkKeys) {
        this.callId = callId;
        this.linkKeys = linkKeys;
    }

    /** Whether a source has to be loaded; it counts as loaded from then on. */
    boolean mustLoad(String source) {
        return loaded.add(source);
    }

    long firstNs() {
        return messages.stream().mapToLong(m -> m.observation().timeNs()).min().orElse(0);
    }

    long lastNs() {
        return messages.stream().mapToLong(m -> m.observation().timeNs()).max().orElse(0);
    }

    /**
     * Splits the messages into usages and clusters and folds each.
     *
     * @param nowNs
     *            latest capture time of the vantages that saw some messages
     */
    void fold(ToLongFunction<List<WitnessedMessage>> nowNs) {
        dialogs.clear();
        messages.sort(Comparator.comparingLong(m -> m.observation().timeNs()));
        byKind().forEach((kind, all) -> {
            for (List<WitnessedMessage> cluster : clusters(kind, all)) {
                long now = nowNs.applyAsLong(cluster);
                Dialog dialog = DialogFolder.fold(new DialogKey(callId, kind), cluster, now);
                dialogs.add(new DialogWork(this, dialog, cluster, now));
            }
        });
    }

    private Map<UsageKind, List<WitnessedMessage>> byKind() {
        Map<String, UsageKind> notifies = new HashMap<>();
        for (WitnessedMessage m : messages) {
            String transaction = m.message().isRequest() ? notifyTransaction(m.message()) : null;
            if (transaction != null) {
                notifies.put(transaction, UsageKind.of(m.message()));
            }
        }
        Map<UsageKind, List<WitnessedMessage>> byKind = new EnumMap<>(UsageKind.class);
        for (WitnessedMessage m : messages) {
            String transaction = notifyTransaction(m.message());
            UsageKind kind = UsageKind.of(m.message());
            UsageKind ofRequest = transaction == null ? kind : notifies.getOrDefault(transaction, kind);
            byKind.computeIfAbsent(ofRequest, k -> new ArrayList<>()).add(m);
        }
        return byKind;
    }

    /** A response to a NOTIFY names no event: it goes where its request went. */
    private static @Nullable String notifyTransaction(SipMessage message) {
        Via via = message.topVia();
        return NOTIFY.equals(message.cseqMethod()) && via != null ? message.cseqNumber() + " " + via.branch() : null;
    }

    private static List<List<WitnessedMessage>> clusters(UsageKind kind, List<WitnessedMessage> all) {
        boolean daily = kind == UsageKind.REGISTER || kind == UsageKind.SUBSCRIBE || kind == UsageKind.OPTIONS;
        List<List<WitnessedMessage>> clusters = new ArrayList<>();
        long before = 0;
        for (WitnessedMessage m : all) {
            long time = m.observation().timeNs();
            boolean apart = daily
                    ? Math.floorDiv(time, BELONG_NS) != Math.floorDiv(before, BELONG_NS)
                    : time - before > BELONG_NS;
            if (clusters.isEmpty() || apart) {
                clusters.add(new ArrayList<>());
            }
            clusters.getLast().add(m);
            before = time;
        }
        return clusters;
    }
}
