package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.EntryType;
import io.sipvault.ingest.fragment.PacketRef;
import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.fragment.TornDatagramEntry;
import io.sipvault.ingest.fragment.TornStreamEntry;
import io.sipvault.ingest.link.Outcome;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.net.Datagram;
import io.sipvault.ingest.net.IpFragment;
import io.sipvault.ingest.net.IpReassembler;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.sip.SipStartLine;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.transport.SipStreamReassembler;
import io.sipvault.ingest.transport.StreamMessage;
import io.sipvault.ingest.transport.TcpSegment;
import io.sipvault.ingest.transport.Transport;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Joins what the cuts between chunks tore, and reads the SIP messages in it. */
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

    /** The messages that the pieces of one key give together, in time order. */
    List<TornMessage> join(EntryKey key, Collection<String> chunks) {
        List<String> numbered = chunks.stream().sorted().toList();
        return key.type() == EntryType.TORN_DATAGRAM ? datagrams(key, numbered) : streams(key, numbered);
    }

    private List<TornMessage> datagrams(EntryKey key, List<String> chunks) {
        List<IpFragment> pieces = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            int number = i;
            fragments.find(chunks.get(i), key)
                    .ifPresent(body -> pieces.addAll(TornDatagramEntry.decode(body, number).fragments()));
        }
        List<TornMessage> messages = new ArrayList<>();
        Packet packet = new Packet();
        PacketDissector dissector = new PacketDissector();
        for (Datagram datagram : IpReassembler.join(pieces).datagrams()) {
            datagram.into(packet);
            if (dissector.dissect(packet) == Outcome.UDP) {
                int from = packet.payloadOffset();
                byte[] payload = Arrays.copyOfRange(packet.buffer(), from, from + packet.payloadLength());
                Flow flow = new Flow(Transport.UDP, packet.source(), packet.destination());
                add(chunks, flow, datagram.timeNs(), datagram.identification() & ID_MASK, payload,
                        datagram.packetRefs(), messages);
            }
        }
        return messages;
    }

    private List<TornMessage> streams(EntryKey key, List<String> chunks) {
        List<TcpSegment> pieces = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            int number = i;
            fragments.find(chunks.get(i), key)
                    .ifPresent(body -> pieces.addAll(TornStreamEntry.decode(body, number).segments()));
        }
        List<StreamMessage> framed = new ArrayList<>();
        SipStreamReassembler.join(pieces, framed::add);
        List<TornMessage> messages = new ArrayList<>();
        for (StreamMessage m : framed) {
            Flow flow = new Flow(Transport.TCP, m.source(), m.destination());
            add(chunks, flow, m.timeNs(), 0, m.bytes(), m.packetRefs(), messages);
        }
        return messages;
    }

    private void add(List<String> chunks, Flow flow, long timeNs, int ipId, byte[] payload, long[] refs,
            List<TornMessage> into) {
        int start = SipStartLine.skipBlankLines(payload, 0, payload.length);
        if (!SipStartLine.matches(payload, start, payload.length - start)) {
            return;
        }
        SipMessage message = SipMessage.parse(payload, 0, payload.length);
        if (message.callId().isEmpty()) {
            return;
        }
        String last = chunks.get(PacketRef.chunk(refs[refs.length - 1]));
        SipObservation observation = new SipObservation(timeNs, flow, ipId, payload.length, Hash128.of(payload),
                new int[0], payload);
        into.add(new TornMessage(new WitnessedMessage(fragments.vantage(last), Hash128.of(last), observation, message),
                packets(chunks, refs)));
    }

    private static List<ChunkPackets> packets(List<String> chunks, long[] refs) {
        List<ChunkPackets> packets = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            int number = i;
            int[] offsets = Arrays.stream(refs).filter(r -> PacketRef.chunk(r) == number).mapToInt(PacketRef::offset)
                    .toArray();
            if (offsets.length > 0) {
                packets.add(new ChunkPackets(chunks.get(i), offsets));
            }
        }
        return packets;
    }
}
