package io.sipvault.web.coverage;

import io.sipvault.ingest.chunk.ChunkKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one agent saw of a time.
 *
 * @param registered
 *            whether the center knows it
 * @param tracks
 *            by kind
 * @param drops
 *            in the order of their beginning
 */
public record Coverage(String agent, boolean registered, List<Track> tracks, List<Drops> drops) {
    public Coverage {
        tracks = List.copyOf(tracks);
        drops = List.copyOf(drops);
    }

    /**
     * Of one kind.
     *
     * @param spans
     *            in the order of time, none over another; what is in none is not known
     * @param complete
     *            false where there are more spans than are listed
     */
    public record Track(ChunkKind kind, List<Span> spans, boolean complete) {
        public Track {
            spans = List.copyOf(spans);
        }

        /** What was not seen between two times, what nobody speaks of included; empty when all was seen, drops aside. */
        public List<Span> notSeen(Instant from, Instant to) {
            List<Span> found = new ArrayList<>();
            Instant known = from;
            boolean touched = false;
            for (Span span : spans) {
                if (!span.touches(from, to)) {
                    continue;
                }
                touched = true;
                Span part = span.within(from, to);
                if (part.from().isAfter(known)) {
                    found.add(new Span(known, part.from(), CoverageState.UNKNOWN));
                }
                if (!span.state().isSeen() && (part.from().isBefore(part.to()) || from.equals(to))) {
                    found.add(part);
                }
                known = part.to().isAfter(known) ? part.to() : known;
            }
            if (known.isBefore(to) || !touched) {
                found.add(new Span(known, to, CoverageState.UNKNOWN));
            }
            return found;
        }
    }
}
