package io.sipvault.web.coverage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether all of a call was seen.
 *
 * @param sentence
 *            the same to read
 * @param complete
 *            whether every agent that saw some of it is known to have lost nothing while it lasted, and its media was seen if
 *            there was to be any
 * @param from
 *            when the call began
 * @param to
 *            when the last of it was seen
 * @param agents
 *            that saw some of it
 */
public record CallCoverage(String sentence, boolean complete, Instant from, Instant to, List<SeenBy> agents) {
    public CallCoverage {
        agents = List.copyOf(agents);
    }

    /**
     * What one agent saw of it.
     *
     * @param complete
     *            whether it lost nothing; null where nothing tells, as of an import
     * @param notSeen
     *            what it did not see while the call lasted
     * @param drops
     *            packets that it dropped then, of this call or of others
     */
    public record SeenBy(String agent, boolean signalling, boolean media, @Nullable Boolean complete,
            List<NotSeen> notSeen, List<Dropped> drops) {
        public SeenBy {
            notSeen = List.copyOf(notSeen);
            drops = List.copyOf(drops);
        }
    }

    /** Kind is sip, rtp or log; states are those of {@code /api/coverage}, and unknown. */
    public record NotSeen(String kind, Instant from, Instant to, String state) {}

    /** Kind is null where the kernel dropped them, which does not tell. */
    public record Dropped(Instant from, Instant to, @Nullable String kind, long packets, boolean told) {}
}
