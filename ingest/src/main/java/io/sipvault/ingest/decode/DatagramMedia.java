package io.sipvault.ingest.decode;

import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.RtpEntry;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.rtp.RtpHeader;
import io.sipvault.ingest.wire.ByteSource;
import java.util.Map;
import java.util.TreeMap;

/** RTP and RTCP of datagrams that no chunk holds whole: gathered as those of a chunk are. */
public final class DatagramMedia {
    private static final int NO_FRAME = -1;
    private static final int[] NO_OFFSETS = {};

    private final RtpCollector collector;

    /**
     * @param vantage
     *            that saw the datagrams
     */
    public DatagramMedia(String vantage) {
        this.collector = new RtpCollector(vantage, "", new Counts());
    }

    /** Takes the payload of a UDP datagram. @return whether it is RTP or RTCP by its shape */
    public boolean take(Packet packet, long timeNs) {
        byte[] b = packet.buffer();
        int at = packet.payloadOffset();
        int length = packet.payloadLength();
        if (RtpHeader.hasShape(b, at, length)) {
            collector.rtp(packet, b, at, length, timeNs, NO_FRAME);
            return true;
        }
        if (RtpHeader.isRtcp(b, at, length)) {
            collector.rtcp(packet.source(), packet.destination(), b, at, length, timeNs, NO_OFFSETS);
            return true;
        }
        return false;
    }

    /** What was taken, by stream. */
    public Map<EntryKey, RtpEntry> entries() {
        Map<EntryKey, RtpEntry> entries = new TreeMap<>();
        collector.entries((key, body) -> entries.put(key, RtpEntry.decode(new ByteSource(body, 0, body.length))));
        return entries;
    }
}
