package io.sipvault.indexer.fold;

import io.sipvault.indexer.call.CallCorrelator;
import io.sipvault.indexer.call.LinkKeys;
import io.sipvault.indexer.call.MatchText;
import io.sipvault.indexer.dialog.UsageKind;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.Reporter;
import io.sipvault.ingest.fragment.RtpEntry;
import io.sipvault.ingest.fragment.SipEntry;
import io.sipvault.ingest.wire.ByteSource;
import io.sipvault.ingest.wire.Hash128;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * The keys that one round of folding touches, with all their fragments. What is touched grows until it is closed: all
 * pieces of a Call-ID, all dialogs that a touched stream may belong to, all legs of a touched call.
 */
final class FoldBatch {
    private static final long DAY_NS = 24L * 3600 * 1_000_000_000L;
    /** Any time, with room for what is added to it. */
    private static final long EARLIEST_NS = Long.MIN_VALUE / 2;
    private static final long LATEST_NS = Long.MAX_VALUE / 2;

    private final Fragments fragments;
    private final IndexLookup lookup;
    private final LinkKeys linkKeys;
    private final Map<String, Long> nowByVantage;
    private final Executor executor;
    final Map<String, CallWork> calls = new LinkedHashMap<>();
    final Map<EntryKey, StreamKeyWork> streams = new LinkedHashMap<>();
    final TornPieces torn;
    final BindingTable bindings;
    final IcmpErrors icmp;
    /** Match texts that too many dialogs have to mean anything. */
    final Set<String> commonLinks = new HashSet<>();
    private final Set<String> followed = new HashSet<>();
    final LogDocuments logs;
    private final Set<String> checked = new HashSet<>();
    private final Set<String> checkedTwins = new HashSet<>();

    FoldBatch(Fragments fragments, IndexLookup lookup, LinkKeys linkKeys, Map<String, Long> nowByVantage,
            Executor executor) {
        this.fragments = fragments;
        this.executor = executor;
        this.lookup = lookup;
        this.linkKeys = linkKeys;
        this.torn = new TornPieces(fragments, lookup);
        this.nowByVantage = nowByVantage;
        this.bindings = new BindingTable(lookup);
        this.logs = new LogDocuments(lookup, executor);
        this.icmp = new IcmpErrors(fragments, lookup);
    }

    // -- torn pieces ---------------------------------------------------------------------------------------------------

    /** Touches a torn key that a chunk has pieces of. */
    void touchTorn(EntryKey key, ByteSource body, String chunk) {
        torn.touch(key, body, chunk);
    }

    /** Joins the touched torn keys, and touches every Call-ID and stream that they give something to. */
    void joinTorn() {
        torn.join();
        torn.touched().forEach((id, work) -> {
            work.callIds.forEach(callId -> call(callId).torn.add(id));
            work.gives.media().forEach((key, entry) -> streams
                    .computeIfAbsent(key, k -> new StreamKeyWork(k, torn.vantage(work), entry)).add(id, entry));
            work.formerlyGave.stream().filter(TornKey::isMedia).map(TornKey::mediaKey)
                    .filter(key -> !work.gives.media().containsKey(key))
                    .forEach(key -> lookup.copies(IndexField.KEY, key.key().toString(), work.firstNs, work.lastNs)
                            .forEach(this::touchStream));
        });
    }

    // -- calls ---------------------------------------------------------------------------------------------------------

    /** Takes a chunk's messages of a Call-ID. */
    void touchCall(ByteSource body, String chunk, String vantage) {
        call(SipEntry.callId(body)).touch(chunk, vantage, body);
    }

    private CallWork call(String callId) {
        return calls.computeIfAbsent(callId, id -> new CallWork(id, linkKeys));
    }

    /** Loads what else the archive has of the touched Call-IDs, and folds them; then those that they lead to. */
    void closeCalls() {
        Set<CallWork> open = new LinkedHashSet<>();
        calls.values().stream().filter(work -> work.dialogs.isEmpty()).forEach(open::add);
        while (!open.isEmpty()) {
            Parallel.each(List.copyOf(open), this::foldCall, executor);
            Set<CallWork> reached = new LinkedHashSet<>();
            for (CallWork work : open) {
                work.dialogs.forEach(bindings::add);
                for (DialogWork dialog : List.copyOf(work.dialogs)) {
                    linked(dialog).forEach(document -> reach(document).ifPresent(reached::add));
                }
            }
            open = reached;
        }
    }

    /** Runs beside others: touches nothing but its own Call-ID. */
    private void foldCall(CallWork work) {
        loadAll(work);
        if (!work.messages.isEmpty()) {
            work.fold(this::now);
            work.dialogs.forEach(dialog -> dialog.icmp = IcmpViews.of(icmp.of(dialog)));
            work.condense();
        }
    }

    /**
     * Takes a dialog of the index into the batch. Of a Call-ID that is there already it may be another dialog, a day apart;
     * then the Call-ID is folded once more.
     *
     * @return what is to be folded because of it
     */
    private Optional<CallWork> reach(StoredDocument document) {
        FoldState.OfDialog state = ViewJson.read(document.fold(), FoldState.OfDialog.class);
        CallWork work = call(state.callId());
        if (work.existing.putIfAbsent(document.position(), document) != null) {
            return Optional.empty();
        }
        work.chunks.addAll(document.sources());
        work.torn.addAll(state.torn());
        work.dialogs.forEach(dialog -> checked.remove(dialog.id));
        work.dialogs.clear();
        bindings.forget(work.callId);
        return Optional.of(work);
    }

    /** Latest capture time of the vantages that saw some messages, of what came in HEP of those that captured it. */
    private long now(List<WitnessedMessage> messages) {
        long now = Long.MIN_VALUE;
        for (WitnessedMessage m : messages) {
            String vantage = Reporter.carrierOf(m.vantage());
            now = Math.max(now, nowByVantage.getOrDefault(vantage, Long.MIN_VALUE));
        }
        return now;
    }

    /** Documents and fragments name each other: loading goes on until nothing new is named. */
    private void loadAll(CallWork work) {
        String key = SipEntry.key(work.callId).key().toString();
        boolean grown = true;
        while (grown) {
            loadSources(work);
            grown = false;
            boolean empty = work.messages.isEmpty();
            long from = empty ? EARLIEST_NS : work.firstNs() - CallWork.BELONG_NS;
            long to = empty ? LATEST_NS : work.lastNs() + CallWork.BELONG_NS;
            for (StoredDocument before : lookup.copies(IndexField.KEY, key, from, to)) {
                if (work.existing.put(before.position(), before) == null) {
                    work.chunks.addAll(before.sources());
                    work.torn.addAll(ViewJson.read(before.fold(), FoldState.OfDialog.class).torn());
                    grown = true;
                }
            }
        }
        loadSources(work);
    }

    private void loadSources(CallWork work) {
        EntryKey key = SipEntry.key(work.callId);
        for (String chunk : work.chunks) {
            if (work.mustLoad(chunk)) {
                if (!work.takePiece(chunk)) {
                    fragments.find(chunk, key)
                            .ifPresent(body -> work.add(SipEntry.decode(body), chunk, fragments.vantage(chunk)));
                }
            }
        }
        for (String id : work.torn) {
            if (work.mustLoad(id)) {
                boolean empty = work.messages.isEmpty();
                long from = empty ? EARLIEST_NS : work.firstNs();
                long to = empty ? LATEST_NS : work.lastNs();
                for (TornMessages.TornMessage m : torn.messages(id, from, to)) {
                    if (m.witnessed().message().callId().equals(work.callId)) {
                        work.messages.add(m.witnessed());
                    }
                }
            }
        }
    }

    /** Dialogs of the index that share a link key with one. */
    private Collection<StoredDocument> linked(DialogWork dialog) {
        Map<String, StoredDocument> found = new TreeMap<>();
        if (dialog.dialog.kind() == UsageKind.INVITE) {
            follow(MatchText.callId(dialog.dialog.callId()), dialog, found);
            dialog.links.forEach(link -> follow(link, dialog, found));
        }
        return found.values();
    }

    /** Legs of a call ask for the same: whole days are looked at, each once. */
    private void follow(String link, DialogWork dialog, Map<String, StoredDocument> into) {
        long firstDay = Math.floorDiv(dialog.dialog.startNs() - CallWork.BELONG_NS, DAY_NS);
        long lastDay = Math.floorDiv(dialog.dialog.updatedNs() + CallWork.BELONG_NS, DAY_NS);
        if (commonLinks.contains(link) || !followed.add(link + "/" + firstDay + "/" + lastDay)) {
            return;
        }
        long from = firstDay * DAY_NS;
        long to = lastDay * DAY_NS + DAY_NS - 1;
        List<StoredDocument> found = lookup.atMost(CallCorrelator.MAX_LEGS_OF_TEXT + 1, IndexField.LINK, link, from,
                to);
        if (found.size() > CallCorrelator.MAX_LEGS_OF_TEXT) {
            commonLinks.add(link);
            return;
        }
        found.forEach(document -> into.put(document.position(), document));
        Hash128 named = MatchText.callIdOf(link);
        if (named != null) {
            lookup.byTerm(IndexField.KEY, named.toString(), from, to)
                    .forEach(document -> into.put(document.position(), document));
        }
    }

    // -- streams -------------------------------------------------------------------------------------------------------

    /** Takes a chunk's packets of a stream. */
    void touchStream(EntryKey key, ByteSource body, String chunk, String vantage) {
        RtpEntry entry = RtpEntry.decode(body);
        streams.computeIfAbsent(key, k -> new StreamKeyWork(k, vantage, entry)).add(chunk, entry);
    }

    /** Touches a stream that the index has, to measure it again. @return whether it was not touched before */
    boolean touchStream(StoredDocument document) {
        EntryKey key = StreamKeyWork.keyOf(document.id());
        StreamKeyWork work = streams.get(key);
        if (work == null) {
            FoldState.OfStream state = ViewJson.read(document.fold(), FoldState.OfStream.class);
            work = new StreamKeyWork(key, state);
            streams.put(key, work);
        }
        return work.touch(document);
    }

    /** What a chunk, or torn pieces around a time, have of a stream. */
    private Optional<RtpEntry> streamEntry(String from, StreamKeyWork work) {
        return TornKey.isTorn(from)
                ? torn.media(from, work.key, work.firstNs(), work.lastNs())
                : fragments.find(from, work.key).map(RtpEntry::decode);
    }

    /** Loads what else the archive has of the touched streams. */
    void closeStreams() {
        do {
            streams.values().forEach(work -> work.close(lookup, this::streamEntry));
        } while (touchTwins());
    }

    /** Touches what may be the same stream as a touched one. @return whether any was touched */
    private boolean touchTwins() {
        boolean touched = false;
        for (StreamKeyWork work : List.copyOf(streams.values())) {
            for (StreamWork part : work.parts()) {
                EntryKey twin = part.twin();
                if (twin != null && checkedTwins.add(part.id() + part.firstNs() + "/" + part.lastNs())) {
                    for (StoredDocument document : lookup.byTerm(IndexField.KEY, twin.key().toString(),
                            part.firstNs() - CallWork.BELONG_NS, part.lastNs() + CallWork.BELONG_NS)) {
                        touched |= touchStream(document);
                    }
                }
            }
        }
        return touched;
    }

    /** Touches the dialogs that announced an end of a touched stream. */
    void touchDialogsOfStreams() {
        Map<String, StoredDocument> found = new HashMap<>();
        for (StreamKeyWork work : streams.values()) {
            for (StreamWork stream : work.parts()) {
                for (String endpoint : List.of(stream.destination.toString(), stream.source.toString())) {
                    bindings.documentsAt(endpoint, stream.firstNs(), stream.lastNs())
                            .forEach(d -> found.put(d.position(), d));
                }
            }
        }
        touchDialogs(found.values());
    }

    /**
     * Touches streams of the index that a touched dialog's announcements bind otherwise than before.
     *
     * @return whether any was touched
     */
    boolean touchStreamsOfDialogs() {
        Map<String, StoredDocument> found = new HashMap<>();
        for (CallWork call : calls.values()) {
            for (DialogWork dialog : call.dialogs) {
                if (checked.add(dialog.id)) {
                    for (FoldState.Binding binding : dialog.media) {
                        streamsAt(binding.ep(), dialog).forEach(d -> found.put(d.position(), d));
                    }
                }
            }
        }
        boolean touched = false;
        for (StoredDocument document : found.values()) {
            touched |= isBoundOtherwise(document) && touchStream(document);
        }
        return touched;
    }

    /** Streams of the index at an endpoint during a dialog. */
    List<StoredDocument> streamsAt(String endpoint, DialogWork dialog) {
        return lookup.byTerm(IndexField.STREAM_AT, endpoint, dialog.dialog.startNs() - BindingTable.EARLY_NS,
                dialog.dialog.updatedNs() + CallWork.BELONG_NS);
    }

    /** Whether a stream is measured anew in this batch. */
    boolean isTouchedStream(String id) {
        StreamKeyWork work = streams.get(StreamKeyWork.keyOf(id));
        return work != null && work.changes(id);
    }

    private boolean isBoundOtherwise(StoredDocument document) {
        FoldState.OfStream state = ViewJson.read(document.fold(), FoldState.OfStream.class);
        String now = bindings.associate(state.src(), state.dst(), state.start()).map(Association::fingerprint)
                .orElse("");
        return !now.equals(state.binding());
    }

    void touchDialogs(Collection<StoredDocument> documents) {
        documents.forEach(this::reach);
    }
}
