package io.sipvault.indexer.fold;

import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.EntryType;
import io.sipvault.ingest.fragment.RtpEntry;
import io.sipvault.ingest.rtp.PacketTrace;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a batch touches of one stream key (5-tuple and SSRC): the fragments of the batch, and what the index has around them.
 * Streams that are not cut are loaded whole; of a cut one only the chunks of the windows that change, and of those beside
 * them.
 */
final class StreamKeyWork {
    /** Packets further apart are of another stream. */
    static final long APART_NS = CallWork.BELONG_NS;
    /** As far as documents are looked at: two windows beside what changes, each perhaps behind a gap. */
    private static final long AROUND_NS = 5 * APART_NS;

    final EntryKey key;
    final String vantage;
    final Endpoint source;
    final Endpoint destination;
    final int ssrc;
    /** Chunks, and torn pieces by their id, of which all is known. */
    final Map<String, RtpEntry> whole = new TreeMap<>();
    /** Windows to measure again though none of their packets is new. */
    final Set<Long> touchedWindows = new TreeSet<>();
    /** By position. */
    final Map<String, Former> former = new TreeMap<>();
    private final Set<String> touchedDocuments = new HashSet<>();
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;
    private boolean closed;
    private List<StreamWork> parts = List.of();
    private Set<String> written = Set.of();
    private List<StoredDocument> old = List.of();

    /** Where fragments are found. */
    @FunctionalInterface
    interface Sources {
        /**
         * @param from
         *            a chunk, or the id of torn pieces
         */
        Optional<RtpEntry> find(String from, StreamKeyWork work);
    }

    /** A document of the index. */
    record Former(StoredDocument document, FoldState.OfStream state) {
        Former(StoredDocument document) {
            this(document, ViewJson.read(document.fold(), FoldState.OfStream.class));
        }

        /** All chunks and torn pieces that it was folded from. */
        List<String> sources() {
            List<String> all = new ArrayList<>(document.sources());
            all.addAll(state.torn());
            return all;
        }

        boolean isPiece() {
            return !state.own().isEmpty();
        }

        long window() {
            return StreamWindow.of(state.start());
        }
    }

    StreamKeyWork(EntryKey key, String vantageOfChunk, RtpEntry entry) {
        this.key = key;
        this.vantage = entry.vantage(vantageOfChunk);
        this.source = entry.source();
        this.destination = entry.destination();
        this.ssrc = entry.ssrc();
    }

    StreamKeyWork(EntryKey key, FoldState.OfStream state) {
        this.key = key;
        this.vantage = state.vantage();
        this.source = Diagnoses.endpoint(state.src());
        this.destination = Diagnoses.endpoint(state.dst());
        this.ssrc = state.ssrc();
    }

    /** The key of a stream's document. */
    static EntryKey keyOf(String id) {
        return new EntryKey(EntryType.RTP, Hash128.parse(id.substring(0, id.indexOf('-'))));
    }

    String id() {
        return key.key().toString();
    }

    /** Takes all that a chunk has. */
    void add(String chunk, RtpEntry entry) {
        if (whole.putIfAbsent(chunk, entry) == null) {
            closed = false;
            PacketTrace trace = entry.trace();
            for (int row = 0; row < trace.size(); row++) {
                seen(trace.arrivalNs(row));
            }
            entry.rtcp().forEach(packet -> seen(packet.timeNs()));
        }
    }

    private void seen(long timeNs) {
        firstNs = Math.min(firstNs, timeNs);
        lastNs = Math.max(lastNs, timeNs);
    }

    /** Takes a document that must be measured again. @return whether that is new */
    boolean touch(StoredDocument document) {
        if (!touchedDocuments.add(document.position())) {
            return false;
        }
        closed = false;
        Former known = new Former(document);
        seen(known.state.start());
        seen(known.state.end());
        if (known.isPiece()) {
            touchedWindows.add(known.window());
        }
        return true;
    }

    /** Finds what belongs to the touched fragments, and what streams they are. */
    void close(IndexLookup lookup, Sources sources) {
        if (closed) {
            return;
        }
        while (findFormer(lookup, sources)) {
            // what was found reaches further, and may be near to more
        }
        StreamPlan plan = new StreamPlan(this, sources);
        parts = plan.parts();
        old = plan.old();
        written = parts.stream().map(part -> PartitionedIndex.partitionOf(part.firstNs()) + '/' + part.id())
                .collect(Collectors.toSet());
        closed = true;
    }

    /** @return whether anything new was found near what is known */
    private boolean findFormer(IndexLookup lookup, Sources sources) {
        boolean found = false;
        for (StoredDocument document : lookup.copies(IndexField.KEY, id(), firstNs - AROUND_NS, lastNs + AROUND_NS)) {
            Former known = former.computeIfAbsent(document.position(), p -> new Former(document));
            boolean near = known.state.start() <= lastNs + APART_NS && known.state.end() >= firstNs - APART_NS;
            if (near && !known.isPiece()) {
                for (String source : known.sources()) {
                    found |= load(source, sources);
                }
            }
        }
        return found;
    }

    private boolean load(String source, Sources sources) {
        if (whole.containsKey(source)) {
            return false;
        }
        sources.find(source, this).ifPresent(entry -> add(source, entry));
        return whole.containsKey(source);
    }

    long firstNs() {
        return firstNs;
    }

    long lastNs() {
        return lastNs;
    }

    /** The streams and pieces that are to be written, once it was closed. */
    List<StreamWork> parts() {
        return parts;
    }

    /** The documents that they are written instead of. */
    List<StoredDocument> old() {
        return old;
    }

    /** Whether a document is written or replaced. */
    boolean changes(String documentId) {
        return parts.stream().anyMatch(part -> part.id().equals(documentId))
                || old.stream().anyMatch(document -> document.id().equals(documentId));
    }

    /** All RTCP of the chunks that are known whole. */
    Stream<RtpEntry.Rtcp> rtcp() {
        return whole.values().stream().flatMap(entry -> entry.rtcp().stream());
    }

    /** Whether RTP was seen within 24 h of a time. */
    boolean hasRtpNear(long fromNs, long toNs) {
        return parts.stream().anyMatch(part -> part.hasRtp() && part.firstNs() <= toNs + APART_NS
                && part.lastNs() >= fromNs - APART_NS);
    }

    List<String> replacedBy(StreamWork part, String partition) {
        List<String> replaced = new ArrayList<>();
        for (StoredDocument document : old) {
            FoldState.OfStream state = ViewJson.read(document.fold(), FoldState.OfStream.class);
            boolean near = state.start() <= part.span.toNs() + APART_NS && state.end() >= part.span.fromNs() - APART_NS;
            if (near && !document.partition().equals(partition) && !written.contains(document.position())) {
                replaced.add(document.position());
            }
        }
        return replaced.stream().sorted().toList();
    }
}
