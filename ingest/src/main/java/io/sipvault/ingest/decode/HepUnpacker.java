package io.sipvault.ingest.decode;

import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.Reporter;
import io.sipvault.ingest.hep.HepDecoder;
import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.hep.HepPacket.TimeFrom;
import io.sipvault.ingest.hep.HepProblem;
import io.sipvault.ingest.hep.HepProtocolType;
import io.sipvault.ingest.rtcp.RtcpJson;
import io.sipvault.ingest.transport.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Hands on what came in HEP as if it had been captured where and when its sender saw it. */
final class HepUnpacker {
    private static final String SIP = "SIP messages";
    private static final String TIME_REPLACED = "times that cannot be right, replaced by those of the capture";
    private static final String NO_SIP = "HEP of SIP that is none";

    private static final String RTCP = "RTCP reports";
    private static final String NO_RTCP = "HEP of RTCP that is no report";
    private static final int MOST_REPORTERS = 256;

    private final String vantage;
    private final SipCollector sip;
    /** By name of the sender: what one reports is apart from what was captured itself. */
    private final Map<String, RtpCollector> rtcp = new LinkedHashMap<>();
    private final Counts undecoded;
    private final Counts dropped;
    private final Counts carried = new Counts();

    HepUnpacker(String vantage, SipCollector sip, Counts undecoded, Counts dropped) {
        this.vantage = vantage;
        this.sip = sip;
        this.undecoded = undecoded;
        this.dropped = dropped;
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
        } else if (packet.protocolType() == HepProtocolType.RTCP_JSON) {
            rtcp(packet, carrier);
        } else {
            undecoded.add(packet.protocolType() == HepProtocolType.SIP
                    ? NO_SIP
                    : HepProtocolType.describe(packet.protocolType()));
        }
    }

    private void rtcp(HepPacket packet, Carrier carrier) {
        byte[] report = RtcpJson.packet(packet.payload(), packet.payloadOffset(), packet.payloadLength());
        if (report == null) {
            undecoded.add(NO_RTCP);
            return;
        }
        String reporter = Reporter.of(packet, carrier.source).name();
        if (!rtcp.containsKey(reporter) && rtcp.size() == MOST_REPORTERS) {
            dropped.add("RTCP of more than " + MOST_REPORTERS + " senders of HEP in a chunk");
            return;
        }
        carried.add(RTCP);
        rtcp.computeIfAbsent(reporter, name -> new RtpCollector(vantage, name, dropped)).rtcp(packet.source(),
                packet.destination(), report, 0, report.length, packet.timeNs(), carrier.packetOffsets);
    }

    /** What was reported of media. */
    void entries(BiConsumer<EntryKey, byte[]> consumer) {
        rtcp.values().forEach(collector -> collector.entries(consumer));
    }

    /** What was carried, by what it is. */
    Counts carried() {
        return carried;
    }
}
