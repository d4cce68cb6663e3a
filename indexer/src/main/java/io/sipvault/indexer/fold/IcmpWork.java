package io.sipvault.indexer.fold;

import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.IcmpEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The ICMP errors of one key. */
final class IcmpWork {
    /** Of a flood over many chunks so many are kept at each end. */
    private static final int KEPT_AT_EACH_END = 10_000;

    final EntryKey key;
    final String vantage;
    final String callId;
    final Set<String> chunks = new TreeSet<>();
    /** By position. */
    final Map<String, StoredDocument> existing = new HashMap<>();
    private List<IcmpSighting> sightings = new ArrayList<>();

    IcmpWork(EntryKey key, String vantage, String callId) {
        this.key = key;
        this.vantage = vantage;
        this.callId = callId;
    }

    void add(String chunk, IcmpEntry entry) {
        chunks.add(chunk);
        entry.errors().forEach(seen -> sightings.add(new IcmpSighting(vantage, callId, chunk, seen)));
        sightings.sort(IcmpSighting.ORDER);
        if (sightings.size() > 2 * KEPT_AT_EACH_END) {
            List<IcmpSighting> kept = new ArrayList<>(sightings.subList(0, KEPT_AT_EACH_END));
            kept.addAll(sightings.subList(sightings.size() - KEPT_AT_EACH_END, sightings.size()));
            sightings = kept;
        }
    }

    /** In order of time; one that several chunks hold comes once for each. */
    List<IcmpSighting> sightings() {
        return sightings;
    }

    /** What its dialogs look for. */
    Set<String> terms() {
        return callId.isEmpty()
                ? IcmpErrors.ofEnds(sightings.getFirst().seen())
                : Set.of(IcmpErrors.ofCall(callId));
    }

    long firstNs() {
        return sightings.getFirst().seen().timeNs();
    }

    long lastNs() {
        return sightings.getLast().seen().timeNs();
    }

    String id() {
        return key.key().toString();
    }
}
