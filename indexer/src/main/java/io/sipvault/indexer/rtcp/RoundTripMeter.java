package io.sipvault.indexer.rtcp;

import io.sipvault.ingest.rtcp.ReportBlock;
import io.sipvault.ingest.rtcp.RtcpPacket.SenderReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each report the sender report that it answers, by LSR, and takes off DLSR (RFC 3550 6.4.1). The clock is that of
 * the capture alone: a sender report passes here, goes on to its receiver and is answered by a report that passes here, so
 * each gives the round trip between here and whoever reports. Both ends together give that from end to end.
 */
final class RoundTripMeter {
    /** DLSR has steps of 15 us, and captures of a few: next to an end the difference may come out below 0. */
    private static final long UNSHARP_NS = 1_000_000;
    /** A longer one is another clock's or a restart. */
    private static final long LONGEST_NS = 60_000_000_000L;
    private static final int MIDDLE = 16;
    private static final double NS_PER_MS = 1e6;

    /** Latest capture time of each sender report, by SSRC and the middle of its NTP time. */
    private final Map<Long, Long> sent = new HashMap<>();
    private final List<Long> toReceiver = new ArrayList<>();
    private final List<Long> toSender = new ArrayList<>();

    void senderReport(long timeNs, SenderReport report) {
        sent.put(key(report.ssrc(), report.ntpTimestamp() >>> MIDDLE), timeNs);
    }

    void report(long timeNs, boolean reverse, ReportBlock block) {
        Long seen = block.lastSenderReport() == 0 ? null : sent.get(key(block.ssrc(), block.lastSenderReport()));
        if (seen == null) {
            return;
        }
        long trip = block.roundTripNs(timeNs - seen);
        if (trip >= -UNSHARP_NS && trip <= LONGEST_NS) {
            (reverse ? toReceiver : toSender).add(Math.max(0, trip));
        }
    }

    private static long key(long ssrc, long middle) {
        return ssrc << Integer.SIZE | middle & 0xffff_ffffL;
    }

    RoundTrip roundTrip() {
        return new RoundTrip(medianMs(toReceiver), medianMs(toSender), toReceiver.size() + toSender.size());
    }

    private static @Nullable Double medianMs(List<Long> trips) {
        if (trips.isEmpty()) {
            return null;
        }
        List<Long> sorted = trips.stream().sorted().toList();
        return sorted.get((sorted.size() - 1) / 2) / NS_PER_MS;
    }
}
