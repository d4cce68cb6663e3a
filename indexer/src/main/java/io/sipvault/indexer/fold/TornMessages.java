package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.ingest.decode.DatagramMedia;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.PacketRef;
import io.sipvault.ingest.fragment.RtpEntry;
import io.sipvault.ingest.fragment.TornDatagramEntry;
import io.sipvault.ingest.fragment.TornStreamEntry;
import io.sipvault.ingest.hep.SipAndHepFraming;
import io.sipvault.ingest.link.Outcome;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.net.Datagram;
import io.sipvault.ingest.net.IpFragment;
import io.sipvault.ingest.net.IpReassembler;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.transport.SipStreamReassembler;
import io.sipvault.ingest.transport.StreamMessage;
import io.sipvault.ingest.transport.TcpSegment;
import io.sipvault.ingest.transport.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Joins what the cuts between chunks tore, and reads the SIP messages and the media in it. */
final class TornMessages {
    private static final int ID_MASK = 0xffff;

    private final Fragments fragments;

    TornMessages(Fragments fragments) {
        this.fragments = fragments;
    }

    /** A message, and the packets of each chunk that carried it. */
    record TornMessage(WitnessedMessage witnessed, List<ChunkPackets> packets) {}

    /** Offsets of packets in one chunk. */
    record ChunkPackets(String chunk, int[] offsets) {}

    /** A piece of a TCP direction, and the chunk of the packet that it is told by. */
    record Segments(String chunk, TcpSegment segment) {}

    /**
     * What torn datagrams give.
     *
     * @param media
     *            by stream
     * @param segments
     *            by the torn id of their TCP direction
     */
    record Datagrams(List<TornMessage> messages, Map<EntryKey, RtpEntry> media, Map<String, List<Segments>> segments) {
        static final Datagrams NONE = new Datagrams(List.of(), Map.of(), Map.of());
    }

    /** What the pieces of datagrams of one key give together. */
    Datagrams datagrams(EntryKey key, Collection<String> some) {
        List<String> chunks = some.stream().sorted().toList();
        List<IpFragment> pieces = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            int number = i;
            fragments.find(chunks.get(i), key)
                    .ifPresent(body -> pieces.addAll(TornDatagramEntry.decode(body, number).fragments()));
        }
        if (pieces.isEmpty()) {
            return Datagrams.NONE;
        }
        String vantage = fragments.vantage(chunks.getFirst());
        DatagramMedia media = new DatagramMedia(vantage);
        List<TornMessage> messages = new ArrayList<>();
        Map<String, List<Segments>> segments = new TreeMap<>();
        Packet packet = new Packet();
        PacketDissector dissector = new PacketDissector();
        for (Datagram datagram : IpReassembler.join(pieces).datagrams()) {
            datagram.into(packet);
            Outcome outcome = dissector.dissect(packet);
            if (outcome == Outcome.UDP && !media.take(packet, datagram.timeNs())) {
                message(chunks, packet, datagram, messages);
            } else if (outcome == Outcome.TCP) {
                TcpSegment segment = segment(packet, datagram);
                String chunk = chunks.get(PacketRef.chunk(segment.packetRef()));
                segments.computeIfAbsent(TornKey.text(TornStreamEntry.key(vantage, segment)), k -> new ArrayList<>())
                        .add(new Segments(chunk, segment));
            }
        }
        return new Datagrams(messages, media.entries(), segments);
    }

    private void message(List<String> chunks, Packet packet, Datagram datagram, List<TornMessage> into) {
        int from = packet.payloadOffset();
        byte[] payload = Arrays.copyOfRange(packet.buffer(), from, from + packet.payloadLength());
        Flow flow = new Flow(Transport.UDP, packet.source(), packet.destination());
        TornPayload torn = new TornPayload(chunks, datagram.timeNs(), flow, datagram.identification() & ID_MASK,
                payload,
                datagram.packetRefs());
        torn.message(fragments).ifPresent(into::add);
    }

    /** Told by the last of its packets, as in a chunk. */
    private static TcpSegment segment(Packet packet, Datagram datagram) {
        int from = packet.payloadOffset();
        long[] refs = datagram.packetRefs();
        return new TcpSegment(datagram.timeNs(), refs[refs.length - 1], packet.source(), packet.destination(),
                packet.tcpSequence(), packet.tcpFlags(),
                Arrays.copyOfRange(packet.buffer(), from, from + packet.payloadLength()));
    }

    /**
     * The messages that the pieces of one TCP direction give together, in time order.
     *
     * @param more
     *            pieces that came in torn datagrams
     */
    List<TornMessage> stream(EntryKey key, Collection<String> some, List<Segments> more) {
        Set<String> all = new TreeSet<>(some);
        more.forEach(piece -> all.add(piece.chunk));
        List<String> chunks = List.copyOf(all);
        List<TcpSegment> pieces = new ArrayList<>();
        for (String chunk : some) {
            int number = chunks.indexOf(chunk);
            fragments.find(chunk, key)
                    .ifPresent(body -> pieces.addAll(TornStreamEntry.decode(body, number).segments()));
        }
        for (Segments piece : more) {
            TcpSegment s = piece.segment;
            long ref = PacketRef.of(chunks.indexOf(piece.chunk), PacketRef.offset(s.packetRef()));
            pieces.add(new TcpSegment(s.timeNs(), ref, s.source(), s.destination(), s.sequence(), s.flags(),
                    s.payload()));
        }
        List<StreamMessage> framed = new ArrayList<>();
        SipStreamReassembler.join(SipAndHepFraming.INSTANCE, pieces, framed::add);
        List<TornMessage> messages = new ArrayList<>();
        for (StreamMessage m : framed) {
            Flow flow = new Flow(Transport.TCP, m.source(), m.destination());
            new TornPayload(chunks, m.timeNs(), flow, 0, m.bytes(), m.packetRefs()).message(fragments)
                    .ifPresent(messages::add);
        }
        return messages;
    }
}
