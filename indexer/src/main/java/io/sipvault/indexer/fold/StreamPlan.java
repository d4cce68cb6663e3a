package io.sipvault.indexer.fold;

import io.sipvault.indexer.fold.StreamKeyWork.Former;
import io.sipvault.indexer.fold.TimeClusters.Cluster;
import io.sipvault.indexer.quality.TraceSpan;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.ingest.fragment.RtpEntry;
import io.sipvault.ingest.rtp.PacketTrace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which streams the packets of one key are. RTP belongs together while neighbours are at most 24 h apart; what lasts
 * longer than 6 h is cut into windows. RTCP belongs to the RTP within 24 h of it, the earlier where two are; what has none
 * makes streams of its own. All of it depends on times alone.
 */
final class StreamPlan {
    /** Packets before a piece that its measurement begins with. */
    private static final int BEFORE = 1024;
    /** Packets behind a piece, which may be late ones of its own. */
    private static final int BEHIND = 256;

    private final StreamKeyWork work;
    private final StreamKeyWork.Sources sources;
    /** Chunks of which only some windows are needed. */
    private final Map<String, RtpEntry> partly = new TreeMap<>();
    private final List<StreamWork> parts = new ArrayList<>(1);
    private final List<StoredDocument> old = new ArrayList<>(1);

    StreamPlan(StreamKeyWork work, StreamKeyWork.Sources sources) {
        this.work = work;
        this.sources = sources;
        List<Cluster> clusters = clusters();
        for (int i = 0; i < clusters.size(); i++) {
            Cluster cluster = clusters.get(i);
            long rtcpFrom = cluster.fromNs() - StreamKeyWork.APART_NS;
            long before = i == 0 ? Long.MIN_VALUE : clusters.get(i - 1).toNs() + StreamKeyWork.APART_NS + 1;
            plan(cluster, Math.max(rtcpFrom, before), cluster.toNs() + StreamKeyWork.APART_NS + 1);
        }
        planWithoutRtp(clusters);
        work.former.values().stream().filter(f -> !f.isPiece() && isLoaded(f)).map(Former::document).forEach(old::add);
    }

    List<StreamWork> parts() {
        return parts;
    }

    List<StoredDocument> old() {
        return old;
    }

    private boolean isLoaded(Former former) {
        return work.whole.keySet().containsAll(former.sources());
    }

    private List<Cluster> clusters() {
        TimeClusters times = new TimeClusters();
        work.whole.values().forEach(entry -> times.add(entry.trace().merged()));
        work.former.values().stream().filter(f -> f.state().rtp() && (f.isPiece() || !isLoaded(f)))
                .forEach(f -> times.add(f.state().start(), f.state().end()));
        return times.joined();
    }

    private void plan(Cluster cluster, long rtcpFrom, long rtcpTo) {
        TreeMap<Long, Former> pieces = new TreeMap<>();
        work.former.values().stream().filter(f -> f.isPiece() && cluster.holds(f.state().start()))
                .forEach(f -> pieces.put(f.window(), f));
        if (!pieces.isEmpty() || cluster.toNs() - cluster.fromNs() > StreamWindow.LENGTH_NS) {
            cut(cluster, pieces, rtcpFrom, rtcpTo);
            return;
        }
        PacketTrace trace = between(work.whole, cluster.fromNs(), cluster.toNs() + 1);
        if (!trace.isEmpty()) {
            String id = work.id() + "-" + StreamWindow.day(cluster.fromNs());
            add(new StreamWork.Span(id, TraceSpan.ALL, rtcpFrom, rtcpTo, cluster.fromNs(), cluster.toNs()),
                    trace).chunks.addAll(chunks(cluster.fromNs(), cluster.toNs() + 1, rtcpFrom, rtcpTo));
        }
    }

    private static PacketTrace between(Map<String, RtpEntry> entries, long fromNs, long toNs) {
        return PacketTrace.merge(entries.values().stream().map(entry -> entry.trace().between(fromNs, toNs)).toList());
    }

    /** Adds a stream, with its RTCP. */
    private StreamWork add(StreamWork.Span span, PacketTrace trace) {
        StreamWork part = new StreamWork(work, span, trace);
        entries().forEach((chunk, entry) -> entry.rtcp().stream().filter(p -> span.hasRtcpAt(p.timeNs()))
                .forEach(part::addRtcp));
        parts.add(part);
        return part;
    }

    /** Chunks with RTP or RTCP of some times. */
    private List<String> chunks(long fromNs, long toNs, long rtcpFrom, long rtcpTo) {
        List<String> chunks = new ArrayList<>();
        entries().forEach((chunk, entry) -> {
            boolean rtcp = entry.rtcp().stream().anyMatch(p -> p.timeNs() >= rtcpFrom && p.timeNs() < rtcpTo);
            if (rtcp || entry.trace().anyBetween(fromNs, toNs)) {
                chunks.add(chunk);
            }
        });
        return chunks;
    }

    private Map<String, RtpEntry> entries() {
        if (partly.isEmpty()) {
            return work.whole;
        }
        Map<String, RtpEntry> all = new TreeMap<>(partly);
        all.putAll(work.whole);
        return all;
    }

    // -- streams that are cut ------------------------------------------------------------------------------------------

    /** Of a window: where its RTCP begins and ends. */
    private record Reach(long rtcpFrom, long rtcpTo) {}

    private void cut(Cluster cluster, TreeMap<Long, Former> pieces, long rtcpFrom, long rtcpTo) {
        NavigableSet<Long> changed = new TreeSet<>();
        NavigableSet<Long> all = new TreeSet<>(pieces.keySet());
        for (RtpEntry entry : work.whole.values()) {
            windows(entry.trace(), cluster, changed);
        }
        all.addAll(changed);
        work.touchedWindows.stream().filter(all::contains).forEach(changed::add);
        Map<Long, Reach> reaches = reaches(all, rtcpFrom, rtcpTo);
        work.rtcp().forEach(packet -> reaches.forEach((window, reach) -> {
            if (packet.timeNs() >= reach.rtcpFrom && packet.timeNs() < reach.rtcpTo) {
                changed.add(window);
            }
        }));
        NavigableSet<Long> written = withNeighbours(changed, all);
        NavigableSet<Long> needed = withNeighbours(written, all);
        load(needed, pieces);
        write(cluster, written, all, reaches);
        written.stream().map(pieces::get).filter(f -> f != null).map(Former::document).forEach(old::add);
    }

    private static void windows(PacketTrace trace, Cluster cluster, NavigableSet<Long> into) {
        long end = Long.MIN_VALUE;
        long window = 0;
        for (int row = 0; row < trace.size(); row++) {
            long time = trace.arrivalNs(row);
            if (cluster.holds(time) && (time >= end || time < window)) {
                window = StreamWindow.of(time);
                end = window + StreamWindow.LENGTH_NS;
                into.add(window);
            }
        }
    }

    private static Map<Long, Reach> reaches(NavigableSet<Long> windows, long rtcpFrom, long rtcpTo) {
        Map<Long, Reach> reaches = new TreeMap<>();
        for (long window : windows) {
            Long next = windows.higher(window);
            reaches.put(window, new Reach(window == windows.first() ? rtcpFrom : window, next == null ? rtcpTo : next));
        }
        return reaches;
    }

    private static NavigableSet<Long> withNeighbours(NavigableSet<Long> some, NavigableSet<Long> all) {
        NavigableSet<Long> with = new TreeSet<>(some);
        for (long window : some) {
            addIfThere(all.lower(window), with);
            addIfThere(all.higher(window), with);
        }
        return with;
    }

    private static void addIfThere(@Nullable Long window, NavigableSet<Long> into) {
        if (window != null) {
            into.add(window);
        }
    }

    private void load(NavigableSet<Long> needed, Map<Long, Former> pieces) {
        for (long window : needed) {
            Former piece = pieces.get(window);
            for (String chunk : piece == null ? List.<String>of() : piece.state().own()) {
                if (!work.whole.containsKey(chunk) && !partly.containsKey(chunk)) {
                    sources.find(chunk, work).ifPresent(entry -> partly.put(chunk, only(needed, entry)));
                }
            }
        }
    }

    /** Without the packets of windows that are not needed. */
    private static RtpEntry only(NavigableSet<Long> needed, RtpEntry entry) {
        List<PacketTrace> traces = needed.stream()
                .map(window -> entry.trace().between(window, window + StreamWindow.LENGTH_NS)).toList();
        return new RtpEntry(entry.reporter(), entry.source(), entry.destination(), entry.ssrc(), entry.firstFrame(),
                entry.lastFrame(),
                PacketTrace.merge(traces), entry.rtcp());
    }

    private void write(Cluster cluster, NavigableSet<Long> written, NavigableSet<Long> all, Map<Long, Reach> reaches) {
        Map<Long, PacketTrace> traces = new HashMap<>();
        Map<Long, List<String>> own = new HashMap<>();
        for (long window : withNeighbours(written, all)) {
            long end = window + StreamWindow.LENGTH_NS;
            Reach reach = reaches.getOrDefault(window, new Reach(window, end));
            traces.put(window, between(entries(), window, end));
            own.put(window, chunks(window, end, reach.rtcpFrom, reach.rtcpTo));
        }
        for (long window : written) {
            Reach reach = reaches.getOrDefault(window, new Reach(window, window + StreamWindow.LENGTH_NS));
            Long before = all.lower(window);
            Long behind = all.higher(window);
            PacketTrace empty = new PacketTrace();
            PacketTrace earlier = before == null ? empty : traces.getOrDefault(before, empty);
            PacketTrace later = behind == null ? empty : traces.getOrDefault(behind, empty);
            PacketTrace trace = PacketTrace.merge(List.of(earlier.rows(earlier.size() - BEFORE, earlier.size()),
                    traces.getOrDefault(window, empty), later.rows(0, BEHIND)));
            TraceSpan measured = new TraceSpan(window, window + StreamWindow.LENGTH_NS);
            StreamWork part = add(new StreamWork.Span(work.id() + "-" + StreamWindow.hour(window), measured,
                    reach.rtcpFrom, reach.rtcpTo, cluster.fromNs(), cluster.toNs()), trace);
            part.own.addAll(own.getOrDefault(window, List.of()));
            for (Long near : new Long[]{before, window, behind}) {
                part.chunks.addAll(near == null ? List.of() : own.getOrDefault(near, List.of()));
            }
        }
    }

    // -- streams of which only RTCP was seen ---------------------------------------------------------------------------

    private void planWithoutRtp(List<Cluster> rtp) {
        TimeClusters times = new TimeClusters();
        work.rtcp().filter(packet -> rtp.stream().noneMatch(cluster -> isNear(cluster, packet.timeNs())))
                .forEach(packet -> times.add(packet.timeNs(), packet.timeNs()));
        for (Cluster cluster : times.joined()) {
            String id = work.id() + "-" + StreamWindow.day(cluster.fromNs());
            add(new StreamWork.Span(id, TraceSpan.ALL, cluster.fromNs(), cluster.toNs() + 1, cluster.fromNs(),
                    cluster.toNs()), new PacketTrace()).chunks
                    .addAll(chunks(0, 0, cluster.fromNs(), cluster.toNs() + 1));
        }
    }

    private static boolean isNear(Cluster cluster, long timeNs) {
        return timeNs >= cluster.fromNs() - StreamKeyWork.APART_NS
                && timeNs <= cluster.toNs() + StreamKeyWork.APART_NS;
    }
}
