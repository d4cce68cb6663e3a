package io.sipvault.web.logs;

import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.view.LogView;
import io.sipvault.indexer.view.ViewJson;
import java.util.Comparator;

/**
 * A log line of a call, and by what it was found.
 *
 * @param hit
 *            the line in the index
 */
public record CallLine(Hit hit, LogView log, NamedBy namedBy) {
    /** In order of time, those of one log in their order: many logs know the second only. */
    static final Comparator<CallLine> ORDER = Comparator.comparingLong((CallLine l) -> l.hit.startNs())
            .thenComparing(l -> l.log.source()).thenComparing(l -> String.join(" ", l.hit.sources()))
            .thenComparingLong(l -> l.log.offset());

    /** By what a line is one of the call. */
    public enum NamedBy {
        /** It names the Call-ID of a leg. */
        CALL_ID("the Call-ID"),
        /** It has an id of a PBX that another line of the same observer names beside the Call-ID. */
        PBX_ID("the PBX's id of the call"),
        /** It names a number of the call, and no Call-ID that is known. */
        NUMBER("a number of the call");

        private final String words;

        NamedBy(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    static CallLine of(Hit hit, NamedBy by) {
        return new CallLine(hit, ViewJson.read(hit.display(), LogView.class), by);
    }
}
