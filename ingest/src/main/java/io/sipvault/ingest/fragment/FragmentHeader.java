package io.sipvault.ingest.fragment;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a fragment file says of the whole chunk.
 *
 * @param chunk
 *            id of the chunk
 * @param vantage
 *            whose observations these are
 * @param lastNs
 *            latest capture time, the vantage's clock; {@link Long#MIN_VALUE} without packets
 * @param packets
 *            packets that the chunk holds
 * @param undecoded
 *            packets that were not decoded, by reason
 * @param dropped
 *            what was decoded and not kept because a bound was reached, by reason
 * @param reassemblyTimeouts
 *            datagrams that were given up because their fragments came too late
 * @param inHep
 *            what came in HEP, by what it is
 */
public record FragmentHeader(String chunk, String vantage, int decoderVersion, long firstNs, long lastNs, long packets,
        long bytes, long sipMessages, long rtpPackets, long logLines, SortedMap<String, Long> undecoded,
        SortedMap<String, Long> dropped, @Nullable SortedMap<String, Long> sipKinds, long reassemblyTimeouts,
        @Nullable SortedMap<String, Long> inHep) {
    public FragmentHeader {
        undecoded = new TreeMap<>(undecoded);
        dropped = new TreeMap<>(dropped);
        sipKinds = sipKinds == null ? new TreeMap<>() : new TreeMap<>(sipKinds);
        inHep = inHep == null ? new TreeMap<>() : new TreeMap<>(inHep);
    }

    /** Of a chunk without signalling. */
    public FragmentHeader(String chunk, String vantage, int decoderVersion, long firstNs, long lastNs, long packets,
            long bytes, long sipMessages, long rtpPackets, long logLines, SortedMap<String, Long> undecoded,
            SortedMap<String, Long> dropped) {
        this(chunk, vantage, decoderVersion, firstNs, lastNs, packets, bytes, sipMessages, rtpPackets, logLines,
                undecoded, dropped, null, 0, null);
    }

    /** How many SIP messages of each method, and of each status code; none in fragment files that did not count them. */
    @Override
    public SortedMap<String, Long> sipKinds() {
        return sipKinds == null ? new TreeMap<>() : sipKinds;
    }

    @Override
    public SortedMap<String, Long> inHep() {
        return inHep == null ? new TreeMap<>() : inHep;
    }

    /** Adds counts by reason to a sum. */
    public static void add(Map<String, Long> sum, Map<String, Long> counts) {
        counts.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
    }
}
