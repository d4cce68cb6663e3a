package io.sipvault.indexer.fold;

import io.sipvault.indexer.quality.StreamQuality;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.RtpEntry;
import io.sipvault.ingest.rtp.PacketTrace;
import io.sipvault.ingest.transport.Endpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One RTP stream while it is folded. */
final class StreamWork {
    final EntryKey key;
    final String vantage;
    final Endpoint source;
    final Endpoint destination;
    final int ssrc;
    final Set<String> chunks = new TreeSet<>();
    /** By position. */
    final Map<String, StoredDocument> existing = new HashMap<>();
    private final Set<String> loaded = new HashSet<>();
    private final List<PacketTrace> traces = new ArrayList<>();
    private final List<RtpEntry.Rtcp> rtcp = new ArrayList<>(0);
    private boolean hasRtp;
    private @Nullable PacketTrace joined;
    private long firstNs;
    private long lastNs;
    @Nullable
    Association association;
    @Nullable
    StreamQuality quality;
    boolean confirmed;

    StreamWork(EntryKey key, String vantage, RtpEntry entry) {
        this.key = key;
        this.vantage = vantage;
        this.source = entry.source();
        this.destination = entry.destination();
        this.ssrc = entry.ssrc();
    }

    boolean mustLoad(String chunk) {
        return loaded.add(chunk);
    }

    void add(RtpEntry entry) {
        if (!entry.trace().isEmpty()) {
            traces.add(entry.trace());
            hasRtp = true;
        }
        rtcp.addAll(entry.rtcp());
    }

    boolean isEmpty() {
        return !hasRtp && rtcp.isEmpty();
    }

    /** Whether any RTP was seen; else only RTCP speaks of it. */
    boolean hasRtp() {
        return hasRtp;
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
     *            the stream of {@link #twin}, if there is one
     */
    List<RtpEntry.Rtcp> rtcp(@Nullable StreamWork twin) {
        if (twin == null || !hasRtp) {
            return rtcp;
        }
        List<RtpEntry.Rtcp> all = new ArrayList<>(rtcp);
        twin.rtcp.stream().filter(RtpEntry.Rtcp::portAbove).forEach(all::add);
        return all;
    }

    /** All packets, in order of arrival. */
    PacketTrace trace() {
        if (joined == null) {
            joined = PacketTrace.merge(traces);
            firstNs = hasRtp
                    ? joined.arrivalNs(0)
                    : rtcp.stream().mapToLong(RtpEntry.Rtcp::timeNs).min().orElse(0);
            lastNs = hasRtp
                    ? joined.arrivalNs(joined.size() - 1)
                    : rtcp.stream().mapToLong(RtpEntry.Rtcp::timeNs).max().orElse(0);
        }
        return joined;
    }

    /** The trace is no longer needed. */
    void forgetTrace() {
        traces.clear();
        joined = null;
    }

    long firstNs() {
        return firstNs;
    }

    long lastNs() {
        return lastNs;
    }

    /** Positions of documents in other partitions that its document is written instead of. */
    List<String> replaced(String partition) {
        return existing.values().stream().filter(d -> !d.partition().equals(partition)).map(StoredDocument::position)
                .sorted().toList();
    }

    String id() {
        return key.key().toString();
    }
}
