package io.sipvault.indexer.fold;

import io.sipvault.indexer.call.LinkKeys;
import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.EntryType;
import io.sipvault.ingest.fragment.RtpEntry;
import io.sipvault.ingest.fragment.SipEntry;
import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Folds one dialog again from its fragments, with its messages' text and the places of its packets. */
public final class DialogReader {
    private final Fragments fragments;
    private final IndexLookup lookup;

    public DialogReader(ObjectStore store, IndexLookup lookup) {
        this.fragments = new Fragments(store);
        this.lookup = lookup;
    }

    /**
     * A dialog, its messages, and where their packets are.
     *
     * @param packets
     *            by chunk, offsets of the packets' records in its content
     */
    public record FoldedDialog(Dialog dialog, List<WitnessedMessage> messages, Map<String, Set<Integer>> packets) {}

    /**
     * Reads a dialog.
     *
     * @param hit
     *            its document
     * @param nowNs
     *            latest capture time, for what depends on it
     */
    public FoldedDialog read(Hit hit, long nowNs) {
        FoldState.OfDialog state = ViewJson.read(hit.state(), FoldState.OfDialog.class);
        CallWork work = new CallWork(state.callId(), LinkKeys.COMMON);
        Map<String, Set<Integer>> packets = new TreeMap<>();
        EntryKey key = SipEntry.key(state.callId());
        for (String chunk : hit.sources()) {
            fragments.find(chunk, key).ifPresent(body -> add(work, chunk, SipEntry.decode(body), packets));
        }
        for (String id : state.torn()) {
            addTorn(work, id, state, packets);
        }
        work.fold(messages -> nowNs);
        DialogWork found = work.dialogs.stream().filter(d -> d.id.equals(hit.id())).findFirst()
                .orElseGet(work.dialogs::getFirst);
        IcmpErrors.ofIndex(fragments, lookup).of(found).stream().map(IcmpNotice::sighting).forEach(error -> packets
                .computeIfAbsent(error.chunk(), c -> new TreeSet<>()).add(error.seen().packetOffset()));
        return new FoldedDialog(found.dialog, found.messages, packets);
    }

    private void add(CallWork work, String chunk, SipEntry entry, Map<String, Set<Integer>> packets) {
        String vantage = fragments.vantage(chunk);
        for (SipObservation o : entry.observations()) {
            work.messages.add(WitnessedMessage.of(vantage, Hash128.of(chunk), o));
            IntStream.of(o.packetOffsets()).forEach(packets.computeIfAbsent(chunk, c -> new TreeSet<>())::add);
        }
    }

    private void addTorn(CallWork work, String id, FoldState.OfDialog state, Map<String, Set<Integer>> packets) {
        for (TornMessages.TornMessage m : new TornPieces(fragments, lookup).messages(id, state.start(), state.end())) {
            if (m.witnessed().message().callId().equals(state.callId())) {
                work.messages.add(m.witnessed());
                m.packets().forEach(p -> IntStream.of(p.offsets())
                        .forEach(packets.computeIfAbsent(p.chunk(), c -> new TreeSet<>())::add));
            }
        }
    }

    /** Hands over the fragments of a stream, chunk by chunk; RTCP that is kept beside it comes as fragments of its own. */
    public void stream(Hit hit, BiConsumer<String, RtpEntry> consumer) {
        EntryKey key = StreamKeyWork.keyOf(hit.id());
        each(key, hit.sources(), consumer);
        FoldState.OfStream state = ViewJson.read(hit.state(), FoldState.OfStream.class);
        if (!state.twin().isEmpty()) {
            EntryKey twin = new EntryKey(EntryType.RTP, Hash128.parse(state.twin()));
            lookup.byTerm(IndexField.KEY, state.twin(), Long.MIN_VALUE, Long.MAX_VALUE)
                    .forEach(document -> each(twin, document.sources(), consumer));
        }
    }

    private void each(EntryKey key, List<String> chunks, BiConsumer<String, RtpEntry> consumer) {
        for (String chunk : chunks) {
            fragments.find(chunk, key).ifPresent(body -> consumer.accept(chunk, RtpEntry.decode(body)));
        }
    }

    /** Streams between the endpoints that a dialog announced, while it lasted. */
    public List<Hit> streams(Hit dialog, EvidenceSearch search) {
        return streams(dialog, Row.STREAMS, search);
    }

    /** Such streams of which only RTCP was seen. */
    public List<Hit> reportedStreams(Hit dialog, EvidenceSearch search) {
        return streams(dialog, Row.REPORTED, search);
    }

    private static List<Hit> streams(Hit dialog, Row row, EvidenceSearch search) {
        FoldState.OfDialog state = ViewJson.read(dialog.state(), FoldState.OfDialog.class);
        Map<String, Hit> found = new TreeMap<>();
        for (FoldState.Binding binding : state.media()) {
            for (Hit stream : search.byTerm(row, IndexField.STREAM_AT, binding.ep())) {
                FoldState.OfStream s = ViewJson.read(stream.state(), FoldState.OfStream.class);
                if (!state.sharesOnly(s, dialog.id()) && s.start() <= state.end() + BindingTable.LATE_NS
                        && s.end() >= binding.from() - BindingTable.EARLY_NS) {
                    found.put(stream.id(), stream);
                }
            }
        }
        List<Hit> streams = new ArrayList<>(found.values());
        streams.sort(Comparator.comparingLong(Hit::startNs).thenComparing(Hit::id));
        return streams;
    }
}
