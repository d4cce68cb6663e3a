package io.sipvault.indexer.fold;

import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.ingest.icmp.QuotedDatagram;
import io.sipvault.ingest.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** Finds the dialogs of the index that errors may be about. */
final class IcmpTargets {
    private static final long APART_NS = 60_000_000_000L;

    private final IndexLookup lookup;
    private final BindingTable bindings;

    IcmpTargets(IndexLookup lookup, BindingTable bindings) {
        this.lookup = lookup;
        this.bindings = bindings;
    }

    List<StoredDocument> of(IcmpWork work) {
        if (!work.callId.isEmpty()) {
            return lookup.byTerm(IndexField.KEY, IcmpErrors.ofCall(work.callId), work.firstNs() - CallWork.BELONG_NS,
                    work.lastNs() + CallWork.BELONG_NS);
        }
        QuotedDatagram quoted = work.sightings().getFirst().seen().error().quoted();
        List<StoredDocument> found = new ArrayList<>();
        for (Endpoint end : List.of(quoted.destination(), quoted.source())) {
            mediaAt(end, work, found);
            if ((end.port() & 1) == 1) {
                mediaAt(end.withPort(end.port() - 1), work, found);
            }
        }
        onHop(HopTerm.of(quoted.source(), quoted.destination()), work, found);
        return found;
    }

    private void mediaAt(Endpoint end, IcmpWork work, List<StoredDocument> into) {
        into.addAll(bindings.documentsAt(end.toString(), work.firstNs(), work.lastNs()));
    }

    /** Dialogs that used a hop shortly before an error: of a busy hop those are few, of its day they would be many. */
    private void onHop(String hop, IcmpWork work, List<StoredDocument> into) {
        long from = work.firstNs();
        long to = from;
        for (IcmpSighting sighting : work.sightings()) {
            long time = sighting.seen().timeNs();
            if (time - to > APART_NS) {
                into.addAll(lookup.dialogsOfHop(hop, from - IcmpMatch.AFTER_NS, to + IcmpMatch.EARLY_NS));
                from = time;
            }
            to = time;
        }
        into.addAll(lookup.dialogsOfHop(hop, from - IcmpMatch.AFTER_NS, to + IcmpMatch.EARLY_NS));
    }
}
