package io.sipvault.ingest.decode;

import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.RtpEntry;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.rtcp.ReportsBySource;
import io.sipvault.ingest.rtcp.RtcpPacket;
import io.sipvault.ingest.rtp.PacketTrace;
import io.sipvault.ingest.rtp.RtpHeader;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.ByteSink;
import io.sipvault.ingest.wire.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers packet traces by 5-tuple and SSRC. All packets of RTP shape are kept as candidates: whether they are RTP is
 * decided when the pieces of a stream are joined, since a cut may leave too few of them here to tell.
 */
final class RtpCollector {
    private static final int MOST_STREAMS = 1 << 18;
    private static final int SSRC_OFFSET_IN_RTCP = 4;

    private final String vantage;
    private final String reporter;
    private final Counts dropped;
    private @Nullable Stream[] table = new Stream[1 << 12];
    private int size;
    private long packets;

    /**
     * @param vantage
     *            of the chunk
     * @param reporter
     *            who reported it in HEP; empty for what was captured itself
     */
    RtpCollector(String vantage, String reporter, Counts dropped) {
        this.vantage = vantage;
        this.reporter = reporter;
        this.dropped = dropped;
    }

    /** Takes a UDP payload that has the shape of RTP. */
    void rtp(Packet packet, byte[] b, int offset, int length, long timeNs, int frame) {
        Stream stream = find(packet.sourceHigh(), packet.sourceLow(), packet.sourcePort(), packet.destinationHigh(),
                packet.destinationLow(), packet.destinationPort(), RtpHeader.ssrc(b, offset));
        if (stream == null) {
            dropped.add("RTP candidate beyond " + MOST_STREAMS + " streams in a chunk");
            return;
        }
        packets++;
        if (stream.firstFrame < 0) {
            stream.firstFrame = frame;
        }
        stream.lastFrame = frame;
        int payloadType = RtpHeader.payloadType(b, offset);
        int payloadLength = RtpHeader.payloadLength(b, offset, length);
        int event = RtpHeader.eventPayloadOr0(b, offset, length, length);
        stream.trace.add(timeNs, RtpHeader.sequenceNumber(b, offset), RtpHeader.timestamp(b, offset), payloadType,
                RtpHeader.marker(b, offset), payloadLength, event);
    }

    /**
     * Takes a compound RTCP packet. It is kept with the stream that its sender sends, and what it reports with each stream
     * that its sender receives. Between odd ports those use the ports below (RFC 3550 11), else both share the ports (RFC
     * 5761).
     */
    void rtcp(Endpoint from, Endpoint to, byte[] b, int offset, int length, long timeNs, int[] packetOffsets) {
        int down = from.port() & to.port() & 1;
        Endpoint source = from.withPort(from.port() - down);
        Endpoint destination = to.withPort(to.port() - down);
        byte[] copy = Arrays.copyOfRange(b, offset, offset + length);
        keep(source, destination, Bytes.i32(b, offset + SSRC_OFFSET_IN_RTCP),
                new RtpEntry.Rtcp(timeNs, false, down == 1, packetOffsets, copy));
        ReportsBySource.of(RtcpPacket.parseCompound(b, offset, length))
                .forEach((ssrc, reports) -> keep(destination, source, ssrc,
                        new RtpEntry.Rtcp(timeNs, true, down == 1, packetOffsets, reports)));
    }

    private void keep(Endpoint source, Endpoint destination, int ssrc, RtpEntry.Rtcp rtcp) {
        Stream stream = find(source.addressHigh(), source.addressLow(), source.port(), destination.addressHigh(),
                destination.addressLow(), destination.port(), ssrc);
        if (stream == null) {
            dropped.add("RTCP beyond " + MOST_STREAMS + " streams in a chunk");
            return;
        }
        if (stream.rtcp == null) {
            stream.rtcp = new BothEnds<>();
        }
        stream.rtcp.add(rtcp);
    }

    long packets() {
        return packets;
    }

    void entries(BiConsumer<EntryKey, byte[]> consumer) {
        ByteSink sink = new ByteSink(1 << 14);
        for (Stream stream : table) {
            if (stream != null) {
                sink.clear();
                RtpEntry entry = new RtpEntry(reporter, stream.source(), stream.destination(), stream.ssrc,
                        stream.firstFrame,
                        stream.lastFrame, stream.trace, rtcp(stream));
                entry.encode(sink);
                consumer.accept(RtpEntry.key(entry.vantage(vantage), entry.source(), entry.destination(), entry.ssrc()),
                        sink.toByteArray());
            }
        }
    }

    private List<RtpEntry.Rtcp> rtcp(Stream stream) {
        if (stream.rtcp == null) {
            return List.of();
        }
        dropped.add("RTCP of a flood under one stream", stream.rtcp.leftOut());
        return stream.rtcp.all();
    }

    private @Nullable Stream find(long sourceHigh, long sourceLow, int sourcePort, long destinationHigh,
            long destinationLow, int destinationPort, int ssrc) {
        int hash = hash(sourceHigh, sourceLow, sourcePort, destinationHigh, destinationLow, destinationPort, ssrc);
        int mask = table.length - 1;
        int slot = hash & mask;
        for (Stream s = table[slot]; s != null; s = table[slot]) {
            if (s.ssrc == ssrc && s.sourcePort == sourcePort && s.destinationPort == destinationPort
                    && s.sourceLow == sourceLow && s.destinationLow == destinationLow
                    && s.sourceHigh == sourceHigh && s.destinationHigh == destinationHigh) {
                return s;
            }
            slot = (slot + 1) & mask;
        }
        if (size >= MOST_STREAMS) {
            return null;
        }
        Stream stream = new Stream(sourceHigh, sourceLow, sourcePort, destinationHigh, destinationLow,
                destinationPort, ssrc, hash);
        table[slot] = stream;
        if (++size * 2 > table.length) {
            grow();
        }
        return stream;
    }

    private static int hash(long sourceHigh, long sourceLow, int sourcePort, long destinationHigh,
            long destinationLow, int destinationPort, int ssrc) {
        long h = sourceLow * 0x9e3779b97f4a7c15L ^ destinationLow * 0xc2b2ae3d27d4eb4fL ^ sourceHigh
                ^ Long.rotateLeft(destinationHigh, 17) ^ ((long) ssrc << 32 | (sourcePort << 16 | destinationPort));
        h *= 0x9e3779b97f4a7c15L;
        return (int) (h >>> 32) ^ (int) h;
    }

    private void grow() {
        List<Stream> all = new ArrayList<>(size);
        for (Stream stream : table) {
            if (stream != null) {
                all.add(stream);
            }
        }
        table = new Stream[table.length * 2];
        int mask = table.length - 1;
        for (Stream s : all) {
            int slot = s.hash & mask;
            while (table[slot] != null) {
                slot = (slot + 1) & mask;
            }
            table[slot] = s;
        }
    }

    private static final class Stream {
        final long sourceHigh;
        final long sourceLow;
        final long destinationHigh;
        final long destinationLow;
        final int sourcePort;
        final int destinationPort;
        final int ssrc;
        final int hash;
        final PacketTrace trace = new PacketTrace();
        @Nullable
        BothEnds<RtpEntry.Rtcp> rtcp;
        int firstFrame = -1;
        int lastFrame = -1;

        Stream(long sourceHigh, long sourceLow, int sourcePort, long destinationHigh, long destinationLow,
                int destinationPort, int ssrc, int hash) {
            this.sourceHigh = sourceHigh;
            this.sourceLow = sourceLow;
            this.destinationHigh = destinationHigh;
            this.destinationLow = destinationLow;
            this.sourcePort = sourcePort;
            this.destinationPort = destinationPort;
            this.ssrc = ssrc;
            this.hash = hash;
        }

        Endpoint source() {
            return new Endpoint(sourceHigh, sourceLow, sourcePort);
        }

        Endpoint destination() {
            return new Endpoint(destinationHigh, destinationLow, destinationPort);
        }
    }
}
