package io.sipvault.ingest.decode;

import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.decode.HepUnpacker.Carrier;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.FragmentHeader;
import io.sipvault.ingest.fragment.Reporter;
import io.sipvault.ingest.fragment.TornDatagramEntry;
import io.sipvault.ingest.fragment.TornStreamEntry;
import io.sipvault.ingest.hep.HepDecoder;
import io.sipvault.ingest.hep.SipAndHepFraming;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.net.Datagram;
import io.sipvault.ingest.net.IpFragment;
import io.sipvault.ingest.net.IpReassembler;
import io.sipvault.ingest.pcap.CaptureScanner;
import io.sipvault.ingest.rtp.MediaKind;
import io.sipvault.ingest.rtp.RtpHeader;
import io.sipvault.ingest.sip.SipStartLine;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.transport.SipStreamReassembler;
import io.sipvault.ingest.transport.StreamMessage;
import io.sipvault.ingest.transport.TcpSegment;
import io.sipvault.ingest.transport.Transport;
import io.sipvault.ingest.wire.ByteSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Dissects the packets of one chunk and hands each to what gathers its kind. */
final class PacketSorter implements PacketWalk.Visitor {
    private final String vantage;
    private final Packet packet = new Packet();
    private final Packet reassembled = new Packet();
    private final PacketDissector dissector = new PacketDissector();
    private final Counts undecoded = new Counts();
    private final Counts dropped = new Counts();
    private final SipCollector sip = new SipCollector(undecoded);
    private final RtpCollector rtp;
    private final IcmpCollector icmp;
    private final IpReassembler datagrams = new IpReassembler();
    private final HepUnpacker hep;
    private final SipStreamReassembler streams = new SipStreamReassembler(SipAndHepFraming.INSTANCE,
            this::streamMessage);
    private long packets;
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;

    PacketSorter(String vantage) {
        this.vantage = vantage;
        this.rtp = new RtpCollector(vantage, "", dropped);
        this.hep = new HepUnpacker(vantage, sip, undecoded, dropped);
        this.icmp = new IcmpCollector(vantage, undecoded, dropped);
    }

    @Override
    public void packet(byte[] content, CaptureScanner scanner, int offset, int frame) {
        long timeNs = scanner.timeNs();
        packets++;
        firstNs = Math.min(firstNs, timeNs);
        lastNs = Math.max(lastNs, timeNs);
        packet.reset(content, scanner.dataOffset(), scanner.capturedLength(), scanner.originalLength(),
                scanner.linkType(), timeNs);
        sort(packet, timeNs, new Origin(offset, frame));
    }

    private void sort(Packet p, long timeNs, Origin origin) {
        switch (dissector.dissect(p)) {
            case UDP -> udp(p, timeNs, origin);
            case TCP -> streams.add(p, origin.offset);
            case FRAGMENT -> fragment(p, origin);
            case SCTP -> undecoded.add("SCTP");
            case ICMP -> icmp.icmp(p, timeNs, origin.offset);
            case UNDECODED -> undecoded.add(p.undecodedReason());
        }
    }

    private void udp(Packet p, long timeNs, Origin origin) {
        byte[] b = p.buffer();
        int at = p.payloadOffset();
        int length = p.payloadLength();
        if (RtpHeader.hasShape(b, at, length)) {
            rtp.rtp(p, b, at, length, timeNs, origin.frame);
        } else if (isSip(b, at, length)) {
            sip.message(timeNs, new Flow(Transport.UDP, p.source(), p.destination()), p.ipIdentification(),
                    origin.offsets(), b, at, length, Reporter.NONE);
        } else if (RtpHeader.isRtcp(b, at, length)) {
            rtp.rtcp(p.source(), p.destination(), b, at, length, timeNs, origin.offsets());
        } else if (HepDecoder.isHep(b, at, length)) {
            hep.unpack(b, at, length,
                    new Carrier(timeNs, p.source(), p.ipIdentification(), p.isTruncated(), origin.offsets()));
        } else {
            undecoded.add(OtherUdp.name(b, at, length));
        }
    }

    private static boolean isSip(byte[] b, int offset, int length) {
        int start = SipStartLine.skipBlankLines(b, offset, length);
        return SipStartLine.matches(b, start, length - (start - offset));
    }

    private void fragment(Packet p, Origin origin) {
        Datagram datagram = p == packet ? datagrams.add(IpFragment.of(p, origin.offset)) : null;
        if (datagram != null) {
            datagram.into(reassembled);
            sort(reassembled, datagram.timeNs(), new Origin(datagram.packetRefs(), origin.frame));
        }
    }

    private void streamMessage(StreamMessage message) {
        byte[] b = message.bytes();
        int[] offsets = new Origin(message.packetRefs(), 0).offsets();
        if (SipAndHepFraming.isHep(b)) {
            hep.unpack(b, 0, b.length, new Carrier(message.timeNs(), message.source(), 0, false, offsets));
        } else {
            sip.message(message.timeNs(), new Flow(Transport.TCP, message.source(), message.destination()), 0, offsets,
                    b, 0, b.length, Reporter.NONE);
        }
    }

    void entries(BiConsumer<EntryKey, byte[]> consumer) {
        sip.entries(consumer);
        rtp.entries(consumer);
        hep.entries(consumer);
        icmp.entries(consumer);
        ByteSink sink = new ByteSink(4096);
        Map<EntryKey, List<IpFragment>> torn = new LinkedHashMap<>();
        for (IpFragment f : datagrams.leftovers()) {
            torn.computeIfAbsent(TornDatagramEntry.key(vantage, f), k -> new ArrayList<>()).add(f);
        }
        torn.forEach((key, fragments) -> {
            sink.clear();
            new TornDatagramEntry(fragments).encode(sink);
            consumer.accept(key, sink.toByteArray());
        });
        Map<EntryKey, List<TcpSegment>> pieces = new LinkedHashMap<>();
        for (TcpSegment s : streams.leftovers()) {
            pieces.computeIfAbsent(TornStreamEntry.key(vantage, s), k -> new ArrayList<>()).add(s);
        }
        pieces.forEach((key, segments) -> {
            sink.clear();
            new TornStreamEntry(segments).encode(sink);
            consumer.accept(key, sink.toByteArray());
        });
    }

    FragmentHeader header(ChunkManifest manifest) {
        return new FragmentHeader(manifest.id().toString(), vantage, ChunkDecoder.VERSION, firstNs, lastNs, packets,
                manifest.bytes(), sip.messages(), rtp.packets(), 0, undecoded.byReason(), dropped.byReason(),
                sip.kinds(), datagrams.timedOut(), hep.carried().byReason());
    }

    /** Names for UDP payloads that are neither SIP nor RTP; constants, for they are counted per packet. */
    private static final class OtherUdp {
        static String name(byte[] b, int offset, int length) {
            MediaKind kind = MediaKind.classify(b, offset, length);
            return switch (kind) {
                case STUN -> "STUN";
                case DTLS -> "DTLS";
                case TURN_CHANNEL -> "TURN channel data";
                case ZRTP -> "ZRTP";
                case RTP, RTCP, OTHER -> isKeepAlive(b, offset, length) ? "UDP keep-alive" : "UDP of other protocols";
            };
        }

        private static boolean isKeepAlive(byte[] b, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                if (b[i] != '\r' && b[i] != '\n' && b[i] != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Where a payload came from: one packet, or those that carried its fragments. */
    private record Origin(int offset, long @Nullable [] refs, int frame) {
        Origin(int offset, int frame) {
            this(offset, null, frame);
        }

        Origin(long[] refs, int frame) {
            this((int) refs[refs.length - 1], refs, frame);
        }

        int[] offsets() {
            if (refs == null) {
                return new int[]{offset};
            }
            int[] offsets = new int[refs.length];
            for (int i = 0; i < refs.length; i++) {
                offsets[i] = (int) refs[i];
            }
            return offsets;
        }
    }
}
