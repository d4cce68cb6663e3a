package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.fold.TornMessages.ChunkPackets;
import io.sipvault.indexer.fold.TornMessages.TornMessage;
import io.sipvault.ingest.fragment.PacketRef;
import io.sipvault.ingest.fragment.Reporter;
import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.hep.HepDecoder;
import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.hep.HepPacket.TimeFrom;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.sip.SipStartLine;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What pieces of several chunks gave together.
 *
 * @param chunks
 *            by the number that packet references have
 * @param refs
 *            the packets that carried it
 */
record TornPayload(List<String> chunks, long timeNs, Flow flow, int ipId, byte[] bytes, long[] refs) {
    /** The message that it is or that it carries in HEP. */
    Optional<TornMessage> message(Fragments fragments) {
        if (!HepDecoder.isHep(bytes, 0, bytes.length)) {
            return message(fragments, timeNs, flow, ipId, bytes, Reporter.NONE);
        }
        return HepDecoder.decode(bytes, 0, bytes.length, timeNs, false) instanceof HepPacket packet
                && packet.carriesSip() ? carried(fragments, packet) : Optional.empty();
    }

    private Optional<TornMessage> carried(Fragments fragments, HepPacket packet) {
        int from = packet.payloadOffset();
        byte[] payload = Arrays.copyOfRange(packet.payload(), from, from + packet.payloadLength());
        int id = packet.timeFrom() == TimeFrom.SENDER ? 0 : ipId;
        return message(fragments, packet.timeNs(), packet.flow(), id, payload, Reporter.of(packet, flow.source()));
    }

    private Optional<TornMessage> message(Fragments fragments, long seenNs, Flow hop, int id, byte[] payload,
            Reporter reporter) {
        int start = SipStartLine.skipBlankLines(payload, 0, payload.length);
        if (!SipStartLine.matches(payload, start, payload.length - start)) {
            return Optional.empty();
        }
        byte[] text = SipObservation.kept(payload, 0, payload.length);
        String callId = SipMessage.parse(text, 0, text.length).callId();
        if (callId.isEmpty()) {
            return Optional.empty();
        }
        String last = chunks.get(PacketRef.chunk(refs[refs.length - 1]));
        SipObservation observation = new SipObservation(seenNs, hop, id, payload.length, Hash128.of(payload),
                new int[0], text, reporter.about(callId));
        return Optional.of(new TornMessage(WitnessedMessage.of(fragments.vantage(last), Hash128.of(last), observation),
                packets()));
    }

    private List<ChunkPackets> packets() {
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
