package io.sipvault.indexer.call;

import io.sipvault.ingest.wire.Hash128;
import java.util.List;

/**
 * Legs that belong together.
 *
 * @param id
 *            hash of the id of its first leg
 * @param legs
 *            first to last, at most {@link CallCorrelator#MAX_LEGS}
 * @param links
 *            what ties each leg to an earlier one, ordered by later leg, earlier leg and reason
 * @param cut
 *            whether more legs hang together than a call may have, so that this is one slice of them
 */
public record Call(Hash128 id, List<Leg> legs, List<Link> links, boolean cut) {
    /**
     * Two legs and why they are one call.
     *
     * @param earlier
     *            id of the earlier leg
     * @param later
     *            id of the later leg
     */
    public record Link(String earlier, String later, String reason) {}
}
