package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Side;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What was seen of a call's media.
 *
 * @param rtpSeen
 *            whether the vantage saw any RTP, of whichever call, while this one was up: otherwise media was not captured
 *            there and its absence says nothing
 * @param streams
 *            that belong to the dialog
 * @param reportedToward
 *            sides that RTCP says media was sent to, though none of it was seen
 */
public record MediaEvidence(boolean rtpSeen, List<MediaStream> streams, Set<Side> reportedToward) {
    /** Where nobody captured media. */
    public static final MediaEvidence NONE = new MediaEvidence(false, List.of());

    public MediaEvidence(boolean rtpSeen, List<MediaStream> streams) {
        this(rtpSeen, streams, Set.of());
    }

    /** In an order of their own, whatever the order given. */
    public MediaEvidence {
        streams = streams.stream().sorted(Comparator.comparingLong(MediaStream::firstNs)
                .thenComparing(MediaStream::source).thenComparing(MediaStream::destination)
                .thenComparingLong(MediaStream::ssrc).thenComparing(MediaStream::id)).toList();
        rtpSeen |= !streams.isEmpty();
        reportedToward = Set.copyOf(reportedToward);
    }
}
