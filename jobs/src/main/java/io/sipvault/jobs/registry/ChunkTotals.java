package io.sipvault.jobs.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums over chunks. */
public final class ChunkTotals {
    final Map<String, Long> undecoded = new TreeMap<>();
    final Map<String, Long> inHep = new TreeMap<>();
    final List<String> errors = new ArrayList<>();
    private long packets;
    private long bytes;
    private long sipMessages;
    private long rtpPackets;
    private long logLines;

    void add(long morePackets, long moreBytes, long moreSipMessages, long moreRtpPackets, long moreLogLines) {
        packets += morePackets;
        bytes += moreBytes;
        sipMessages += moreSipMessages;
        rtpPackets += moreRtpPackets;
        logLines += moreLogLines;
    }

    public long packets() {
        return packets;
    }

    public long bytes() {
        return bytes;
    }

    public long sipMessages() {
        return sipMessages;
    }

    public long rtpPackets() {
        return rtpPackets;
    }

    public long logLines() {
        return logLines;
    }

    /** Packets that were not decoded, by reason. */
    public Map<String, Long> undecoded() {
        return undecoded;
    }

    /** What came in HEP, by what it is. */
    public Map<String, Long> inHep() {
        return inHep;
    }

    /** What went wrong with chunks that are not folded. */
    public List<String> errors() {
        return errors;
    }
}
