package io.sipvault.indexer.fold;

import io.sipvault.indexer.search.DocumentBuilder;
import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.IndexLookup.NewDocument;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.EntryType;
import io.sipvault.ingest.fragment.IcmpEntry;
import io.sipvault.ingest.fragment.SipEntry;
import io.sipvault.ingest.wire.ByteSource;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The ICMP errors that one round of folding touches, and those of the index. Once closed, for many threads. */
final class IcmpErrors {
    private final Fragments fragments;
    private final IndexLookup lookup;
    private final boolean indexHasErrors;
    private final Map<EntryKey, IcmpWork> touched = new LinkedHashMap<>();
    private final Map<String, List<IcmpWork>> byTerm = new HashMap<>();
    private final Map<String, IcmpWork> loaded = new ConcurrentHashMap<>();

    /** For a round of folding, which asks for many dialogs: where the index has no errors it is asked once. */
    IcmpErrors(Fragments fragments, IndexLookup lookup) {
        this(fragments, lookup, lookup.has(IndexField.ROW_ICMP));
    }

    private IcmpErrors(Fragments fragments, IndexLookup lookup, boolean indexHasErrors) {
        this.fragments = fragments;
        this.lookup = lookup;
        this.indexHasErrors = indexHasErrors;
    }

    /** For one dialog: only the days of it are asked. */
    static IcmpErrors ofIndex(Fragments fragments, IndexLookup lookup) {
        return new IcmpErrors(fragments, lookup, true);
    }

    /** Takes a chunk's errors of a key. */
    void touch(EntryKey key, ByteSource body, String chunk, String vantage) {
        IcmpEntry entry = IcmpEntry.decode(body);
        touched.computeIfAbsent(key, k -> new IcmpWork(k, vantage, entry.callId())).add(chunk, entry);
    }

    /** Loads what else the archive has of the touched keys. @return dialogs of the index that they may be about */
    Collection<StoredDocument> close(BindingTable bindings) {
        Map<String, StoredDocument> dialogs = new HashMap<>();
        for (IcmpWork work : touched.values()) {
            for (StoredDocument before : lookup.copies(IndexField.KEY, work.id(), Long.MIN_VALUE, Long.MAX_VALUE)) {
                work.existing.put(before.position(), before);
                before.sources().forEach(chunk -> load(work, chunk));
            }
            work.terms().forEach(term -> byTerm.computeIfAbsent(term, t -> new ArrayList<>(1)).add(work));
            new IcmpTargets(lookup, bindings).of(work).forEach(d -> dialogs.put(d.position(), d));
        }
        return dialogs.values();
    }

    private void load(IcmpWork work, String chunk) {
        if (!work.chunks.contains(chunk)) {
            fragments.find(chunk, work.key).ifPresent(body -> work.add(chunk, IcmpEntry.decode(body)));
        }
    }

    /** The errors that quote packets of a dialog or of the media that it announced, in order of time. */
    List<IcmpNotice> of(DialogWork dialog) {
        if (touched.isEmpty() && !indexHasErrors) {
            return List.of();
        }
        IcmpMatch match = new IcmpMatch(dialog);
        Map<EntryKey, IcmpWork> works = new LinkedHashMap<>();
        for (String term : match.terms()) {
            byTerm.getOrDefault(term, List.of()).forEach(work -> works.put(work.key, work));
            if (indexHasErrors) {
                stored(term, match).forEach(work -> works.putIfAbsent(work.key, work));
            }
        }
        return works.values().stream().flatMap(work -> work.sightings().stream()).map(match::notice)
                .filter(Objects::nonNull).sorted(Comparator.comparing(IcmpNotice::sighting, IcmpSighting.ORDER))
                .toList();
    }

    private List<IcmpWork> stored(String term, IcmpMatch match) {
        List<IcmpWork> found = new ArrayList<>();
        for (StoredDocument document : lookup.byTerm(IndexField.ICMP_OF, term, match.fromNs(), match.toNs())) {
            EntryKey key = new EntryKey(EntryType.ICMP, Hash128.parse(document.id()));
            if (!touched.containsKey(key)) {
                found.add(loaded.computeIfAbsent(document.id(), id -> load(key, document)));
            }
        }
        return found;
    }

    private IcmpWork load(EntryKey key, StoredDocument document) {
        FoldState.OfIcmp state = ViewJson.read(document.fold(), FoldState.OfIcmp.class);
        IcmpWork work = new IcmpWork(key, state.vantage(), state.callId());
        document.sources().forEach(chunk -> load(work, chunk));
        return work;
    }

    /** Writes the documents by which dialogs find the touched errors. */
    void write() {
        for (IcmpWork work : touched.values()) {
            DocumentBuilder doc = new DocumentBuilder().term(IndexField.ROW, IndexField.ROW_ICMP)
                    .id(work.id(), work.id()).times(work.firstNs(), work.lastNs());
            work.terms().forEach(term -> doc.term(IndexField.ICMP_OF, term));
            String partition = PartitionedIndex.partitionOf(work.firstNs());
            doc.replaces(work.existing.values().stream().filter(d -> !d.partition().equals(partition))
                    .map(StoredDocument::position).sorted().toList());
            doc.stored(work.chunks, ViewJson.bytes(new FoldState.OfIcmp(work.vantage, work.callId)), new byte[0]);
            lookup.replace(List.copyOf(work.existing.values()), List.of(new NewDocument(partition, doc.build())));
        }
    }

    /** The term of a Call-ID. */
    static String ofCall(String callId) {
        return SipEntry.key(callId).key().toString();
    }

    /** Terms of an error that names no Call-ID: both ends of what it quotes. */
    static Set<String> ofEnds(IcmpEntry.Seen seen) {
        return Set.of(seen.error().quoted().source().toString(), seen.error().quoted().destination().toString());
    }
}
