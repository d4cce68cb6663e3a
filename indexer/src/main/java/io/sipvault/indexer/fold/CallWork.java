package io.sipvault.indexer.fold;

import io.sipvault.indexer.call.LinkKeys;
import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.DialogFolder;
import io.sipvault.indexer.dialog.DialogKey;
import io.sipvault.indexer.dialog.UsageKind;
import io.sipvault.indexer.dialog.Usages;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.ingest.fragment.SipEntry;
import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.wire.ByteSource;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** One Call-ID while it is folded: where its messages come from, the messages, and the dialogs that they are. */
final class CallWork {
    /** Messages further apart are not of one dialog. */
    static final long BELONG_NS = 24L * 3600 * 1_000_000_000L;

    private static final Comparator<WitnessedMessage> BY_TIME = Comparator
            .comparingLong(m -> m.observation().timeNs());

    final String callId;
    final LinkKeys linkKeys;
    final Set<String> chunks = new TreeSet<>();
    final Set<String> torn = new TreeSet<>();
    /** By position. */
    final Map<String, StoredDocument> existing = new HashMap<>();
    /** There while it is folded; see {@link #condense()}. */
    final List<WitnessedMessage> messages = new ArrayList<>();
    final List<DialogWork> dialogs = new ArrayList<>();
    private final Set<String> loaded = HashSet.newHashSet(1);
    private final List<Piece> pieces = new ArrayList<>(1);

    /** What a fragment of this round has of it, not decoded before it is needed. */
    private record Piece(String chunk, String vantage, ByteSource body) {}

    CallWork(String callId, LinkKeys linkKeys) {
        this.callId = callId;
        this.linkKeys = linkKeys;
    }

    /** Keeps what a chunk has of it, for when it is loaded. */
    void touch(String chunk, String vantage, ByteSource body) {
        if (chunks.add(chunk)) {
            pieces.add(new Piece(chunk, vantage, body));
        }
    }

    /** Adds the messages that a chunk has; false when they are not at hand and the chunk's fragments must be asked. */
    boolean takePiece(String chunk) {
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).chunk.equals(chunk)) {
                Piece piece = pieces.remove(i);
                add(SipEntry.decode(piece.body), chunk, piece.vantage);
                return true;
            }
        }
        return false;
    }

    void add(SipEntry entry, String chunk, String vantage) {
        Hash128 chunkId = Hash128.of(chunk);
        for (SipObservation o : entry.observations()) {
            messages.add(WitnessedMessage.of(vantage, chunkId, o));
        }
    }

    /** Lets go of the messages, which take far more memory than what was made of them. They can be loaded again. */
    void condense() {
        dialogs.forEach(DialogWork::condense);
        messages.clear();
        loaded.clear();
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
        Usages.of(messages).forEach((kind, all) -> {
            all.sort(BY_TIME);
            for (List<WitnessedMessage> cluster : clusters(kind, all)) {
                long now = nowNs.applyAsLong(cluster);
                Dialog dialog = DialogFolder.fold(new DialogKey(callId, kind), cluster, now);
                dialogs.add(new DialogWork(this, dialog, cluster, now));
            }
        });
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
