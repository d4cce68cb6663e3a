package io.sipvault.indexer.fold;

import io.sipvault.indexer.quality.TraceSpan;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.RtpEntry;
import io.sipvault.ingest.rtp.PacketTrace;
import io.sipvault.ingest.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One RTP stream while it is folded, or, of a stream longer than 6 h, its piece between two UTC marks. A piece is measured
 * with some packets of those beside it, so that nothing is invented at a mark.
 */
final class StreamWork {
    final StreamKeyWork of;
    final EntryKey key;
    final String vantage;
    final Endpoint source;
    final Endpoint destination;
    final int ssrc;
    final Span span;
    /** All chunks that it is folded from. */
    final Set<String> chunks = new TreeSet<>();
    /** Of a piece: the chunks that have packets of its own. Empty for a whole stream. */
    final Set<String> own = new TreeSet<>();
    private final List<RtpEntry.Rtcp> rtcp = new ArrayList<>(0);
    private @Nullable PacketTrace trace;
    private final long firstNs;
    private final long lastNs;
    @Nullable
    Association association;
    boolean confirmed;

    /**
     * What belongs to it.
     *
     * @param id
     *            of its document
     * @param measured
     *            the packets that are its own
     * @param rtcpFromNs
     *            RTCP that was captured from then on, and until {@code rtcpToNs}, not included, belongs to it
     * @param fromNs
     *            when the whole stream began, as far as is known here
     * @param toNs
     *            when it ended
     */
    record Span(String id, TraceSpan measured, long rtcpFromNs, long rtcpToNs, long fromNs, long toNs) {
        boolean hasRtcpAt(long timeNs) {
            return timeNs >= rtcpFromNs && timeNs < rtcpToNs;
        }
    }

    /**
     * @param trace
     *            merged, with what comes before and behind a piece; empty when only RTCP was seen
     */
    StreamWork(StreamKeyWork of, Span span, PacketTrace trace) {
        this.of = of;
        this.key = of.key;
        this.vantage = of.vantage;
        this.source = of.source;
        this.destination = of.destination;
        this.ssrc = of.ssrc;
        this.span = span;
        this.trace = trace;
        this.firstNs = trace.isEmpty() ? span.fromNs : trace.arrivalNs(span.measured.firstRow(trace));
        this.lastNs = trace.isEmpty() ? span.toNs : trace.arrivalNs(span.measured.endRow(trace) - 1);
        this.hasRtp = !trace.isEmpty();
    }

    private final boolean hasRtp;

    void addRtcp(RtpEntry.Rtcp packet) {
        rtcp.add(packet);
    }

    /** Whether any RTP was seen; else only RTCP speaks of it. */
    boolean hasRtp() {
        return hasRtp;
    }

    /** Whether it is a piece of a longer stream. */
    boolean isPiece() {
        return !own.isEmpty();
    }

    /**
     * The key of what may be the same stream. RTCP between odd ports is kept with the stream of the ports below; where RTP
     * itself uses the odd ports, it is that stream's (RFC 5761).
     *
     * @return null where nothing is in doubt
     */
    @Nullable
    EntryKey twin() {
        if (hasRtp && (source.port() & destination.port() & 1) == 1) {
            return RtpEntry.key(vantage, source.withPort(source.port() - 1),
                    destination.withPort(destination.port() - 1), ssrc);
        }
        if (!hasRtp && rtcp.stream().anyMatch(RtpEntry.Rtcp::portAbove)) {
            return RtpEntry.key(vantage, source.withPort(source.port() + 1),
                    destination.withPort(destination.port() + 1), ssrc);
        }
        return null;
    }

    /**
     * RTCP that speaks of it.
     *
     * @param twin
     *            the key of {@link #twin}, if it is there
     */
    List<RtpEntry.Rtcp> rtcp(@Nullable StreamKeyWork twin) {
        if (twin == null || !hasRtp) {
            return rtcp;
        }
        List<RtpEntry.Rtcp> all = new ArrayList<>(rtcp);
        twin.rtcp().filter(packet -> packet.portAbove() && span.hasRtcpAt(packet.timeNs())).forEach(all::add);
        return all;
    }

    /** Its packets in order of arrival, those of a piece with some before and behind it. Until it is forgotten. */
    PacketTrace trace() {
        PacketTrace all = trace;
        if (all == null) {
            throw new IllegalStateException("the trace of stream " + span.id + " was forgotten");
        }
        return all;
    }

    /** The trace is no longer needed. */
    void forgetTrace() {
        trace = null;
    }

    long firstNs() {
        return firstNs;
    }

    long lastNs() {
        return lastNs;
    }

    /** Positions of documents in other partitions that its document is written instead of. */
    List<String> replaced(String partition) {
        return of.replacedBy(this, partition);
    }

    String id() {
        return span.id;
    }
}
