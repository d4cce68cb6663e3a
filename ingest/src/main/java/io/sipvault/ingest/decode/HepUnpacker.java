package io.sipvault.ingest.decode;

import io.sipvault.ingest.fragment.Reporter;
import io.sipvault.ingest.hep.HepDecoder;
import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.hep.HepPacket.TimeFrom;
import io.sipvault.ingest.hep.HepProblem;
import io.sipvault.ingest.hep.HepProtocolType;
import io.sipvault.ingest.transport.Endpoint;

/** Hands on what came in HEP as if it had been captured where and when its sender saw it. */
final class HepUnpacker {
    private static final String SIP = "SIP messages";
    private static final String TIME_REPLACED = "times that cannot be right, replaced by those of the capture";
    private static final String NO_SIP = "HEP of SIP that is none";

    private final SipCollector sip;
    private final Counts undecoded;
    private final Counts carried = new Counts();

    HepUnpacker(SipCollector sip, Counts undecoded) {
        this.sip = sip;
        this.undecoded = undecoded;
    }

    /**
     * What carried a HEP packet.
     *
     * @param cut
     *            whether the snap length left out its end
     */
    record Carrier(long timeNs, Endpoint source, int ipId, boolean cut, int[] packetOffsets) {}

    void unpack(byte[] b, int offset, int length, Carrier carrier) {
        switch (HepDecoder.decode(b, offset, length, carrier.timeNs, carrier.cut)) {
            case HepProblem problem -> undecoded.add(problem);
            case HepPacket packet -> packet(packet, carrier);
        }
    }

    private void packet(HepPacket packet, Carrier carrier) {
        if (packet.timeFrom() == TimeFrom.CARRIER_INSTEAD) {
            carried.add(TIME_REPLACED);
        }
        if (packet.carriesSip()) {
            carried.add(SIP);
            int ipId = packet.timeFrom() == TimeFrom.SENDER ? 0 : carrier.ipId;
            sip.message(packet.timeNs(), packet.flow(), ipId, carrier.packetOffsets, packet.payload(),
                    packet.payloadOffset(), packet.payloadLength(), Reporter.of(packet, carrier.source));
        } else {
            undecoded.add(packet.protocolType() == HepProtocolType.SIP
                    ? NO_SIP
                    : HepProtocolType.describe(packet.protocolType()));
        }
    }

    /** What was carried, by what it is. */
    Counts carried() {
        return carried;
    }
}
