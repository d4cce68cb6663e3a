package io.sipvault.indexer.fold;

import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.EntryType;
import io.sipvault.ingest.fragment.RtpEntry;
import io.sipvault.ingest.fragment.TornDatagramEntry;
import io.sipvault.ingest.fragment.TornStreamEntry;
import io.sipvault.ingest.wire.ByteSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the cuts between chunks tore, and what the pieces give together: a datagram gives a SIP message, packets of streams,
 * or a piece of a TCP direction, which in turn gives messages.
 */
final class TornPieces {
    private final Fragments fragments;
    private final IndexLookup lookup;
    private final TornMessages joiner;
    private final Map<String, TornWork> touched = new LinkedHashMap<>();

    TornPieces(Fragments fragments, IndexLookup lookup) {
        this.fragments = fragments;
        this.lookup = lookup;
        this.joiner = new TornMessages(fragments);
    }

    /** The torn keys of a batch, by id. */
    Map<String, TornWork> touched() {
        return touched;
    }

    /** Touches a torn key that a chunk has pieces of. */
    void touch(EntryKey key, ByteSource body, String chunk) {
        TornWork work = work(TornKey.text(key));
        work.chunks.add(chunk);
        if (key.type() == EntryType.TORN_DATAGRAM) {
            TornDatagramEntry.decode(body, 0).fragments().forEach(f -> work.seen(f.timeNs()));
        } else {
            TornStreamEntry.decode(body, 0).segments().forEach(s -> work.seen(s.timeNs()));
        }
    }

    private TornWork work(String id) {
        return touched.computeIfAbsent(id, k -> new TornWork());
    }

    /** Joins the touched torn keys, once all chunks of the batch have named theirs. */
    void join() {
        for (String id : List.copyOf(touched.keySet())) {
            if (TornKey.isDatagram(id)) {
                joinDatagrams(id, work(id));
            }
        }
        touched.forEach((id, work) -> {
            if (!TornKey.isDatagram(id)) {
                joinStream(id, work);
            }
        });
    }

    private void joinDatagrams(String id, TornWork work) {
        addStored(id, work);
        work.gives = joiner.datagrams(TornKey.parse(id), work.chunks);
        work.messagesOf(work.gives.messages());
        Set<String> streams = new TreeSet<>(work.gives.segments().keySet());
        work.formerlyGave.stream().filter(given -> !TornKey.isMedia(given)).forEach(streams::add);
        for (String stream : streams) {
            TornWork fed = work(stream);
            fed.fedBy.add(id);
            fed.seen(work.firstNs);
            fed.seen(work.lastNs);
        }
    }

    private void joinStream(String id, TornWork work) {
        addStored(id, work);
        List<TornMessages.Segments> more = new ArrayList<>();
        for (String feeder : work.fedBy) {
            TornMessages.Datagrams gives = datagrams(feeder, work.firstNs, work.lastNs);
            more.addAll(gives.segments().getOrDefault(id, List.of()));
        }
        work.messagesOf(joiner.stream(TornKey.parse(id), work.chunks, more));
    }

    private TornMessages.Datagrams datagrams(String id, long firstNs, long lastNs) {
        TornWork known = touched.get(id);
        return known != null ? known.gives : joiner.datagrams(TornKey.parse(id), chunks(id, firstNs, lastNs));
    }

    private Set<String> chunks(String id, long firstNs, long lastNs) {
        Set<String> chunks = new TreeSet<>();
        documents(id, firstNs, lastNs).forEach(d -> chunks.addAll(d.sources()));
        return chunks;
    }

    /** Adds what the index has near the pieces of a torn key; what was found reaches further, and may be near to more. */
    private void addStored(String id, TornWork work) {
        boolean added = true;
        while (added) {
            added = false;
            for (StoredDocument before : documents(id, work.firstNs, work.lastNs)) {
                if (work.existing.putIfAbsent(before.position(), before) == null) {
                    added = true;
                    work.chunks.addAll(before.sources());
                    work.add(ViewJson.read(before.fold(), FoldState.OfTorn.class));
                }
            }
        }
    }

    private List<StoredDocument> documents(String id, long firstNs, long lastNs) {
        return lookup.copies(IndexField.KEY, id, firstNs - CallWork.BELONG_NS, lastNs + CallWork.BELONG_NS);
    }

    /** The messages that the pieces of a torn key around a time give together. */
    List<TornMessages.TornMessage> messages(String id, long firstNs, long lastNs) {
        TornWork known = touched.get(id);
        if (known != null) {
            return known.messages;
        }
        TornWork work = new TornWork();
        work.seen(firstNs);
        work.seen(lastNs);
        if (TornKey.isDatagram(id)) {
            return joiner.datagrams(TornKey.parse(id), chunks(id, firstNs, lastNs)).messages();
        }
        joinStream(id, work);
        return work.messages;
    }

    /** The messages that the pieces of one document give together. */
    List<TornMessages.TornMessage> messages(String id, StoredDocument document) {
        if (TornKey.isDatagram(id)) {
            return joiner.datagrams(TornKey.parse(id), document.sources()).messages();
        }
        FoldState.OfTorn state = ViewJson.read(document.fold(), FoldState.OfTorn.class);
        List<TornMessages.Segments> more = new ArrayList<>();
        state.fedBy().forEach(feeder -> more.addAll(
                datagrams(feeder, state.start(), state.end()).segments().getOrDefault(id, List.of())));
        return joiner.stream(TornKey.parse(id), document.sources(), more);
    }

    /** The TCP directions that the datagrams of a document are part of. */
    static List<EntryKey> fed(StoredDocument document) {
        return ViewJson.read(document.fold(), FoldState.OfTorn.class).gives().stream()
                .filter(given -> !TornKey.isMedia(given)).map(TornKey::parse).toList();
    }

    /** What the pieces of a torn key around a time give to a stream. */
    Optional<RtpEntry> media(String id, EntryKey stream, long firstNs, long lastNs) {
        return Optional.ofNullable(datagrams(id, firstNs, lastNs).media().get(stream));
    }

    String vantage(TornWork work) {
        return fragments.vantage(work.chunks.iterator().next());
    }

    /** Torn pieces of one key, and what they give together. */
    static final class TornWork {
        final Set<String> chunks = new TreeSet<>();
        final Set<String> callIds = new TreeSet<>();
        /** Of a TCP direction: torn datagrams that hold pieces of it. */
        final Set<String> fedBy = new TreeSet<>();
        /** Streams and TCP directions that it gave something to when it was joined before. */
        final Set<String> formerlyGave = new TreeSet<>();
        final Map<String, StoredDocument> existing = new HashMap<>();
        final List<TornMessages.TornMessage> messages = new ArrayList<>();
        TornMessages.Datagrams gives = TornMessages.Datagrams.NONE;
        long firstNs = Long.MAX_VALUE / 2;
        long lastNs = Long.MIN_VALUE / 2;

        void seen(long timeNs) {
            firstNs = Math.min(firstNs, timeNs);
            lastNs = Math.max(lastNs, timeNs);
        }

        private void add(FoldState.OfTorn state) {
            callIds.addAll(state.callIds());
            fedBy.addAll(state.fedBy());
            formerlyGave.addAll(state.gives());
            seen(state.start());
            seen(state.end());
        }

        private void messagesOf(List<TornMessages.TornMessage> joined) {
            messages.addAll(joined);
            joined.forEach(m -> callIds.add(m.witnessed().message().callId()));
            // what came in HEP may have been seen days before, and is looked for by that time
            joined.forEach(m -> seen(m.witnessed().observation().timeNs()));
        }

        FoldState.OfTorn state() {
            List<String> given = new ArrayList<>(gives.segments().keySet());
            gives.media().keySet().forEach(key -> given.add(TornKey.media(key)));
            return new FoldState.OfTorn(List.copyOf(callIds), List.copyOf(fedBy), given, firstNs, lastNs);
        }
    }
}
