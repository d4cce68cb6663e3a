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

    void add(PacketTrace trace) {
        if (!trace.isEmpty()) {
            traces.add(trace);
        }
    }

    boolean isEmpty() {
        return traces.isEmpty();
    }

    /** All packets, in order of arrival. */
    PacketTrace trace() {
        if (joined == null) {
            joined = PacketTrace.merge(traces);
            firstNs = joined.arrivalNs(0);
            lastNs = joined.arrivalNs(joined.size() - 1);
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
