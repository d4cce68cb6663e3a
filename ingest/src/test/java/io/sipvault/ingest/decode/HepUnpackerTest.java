package io.sipvault.ingest.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.sipvault.ingest.decode.HepUnpacker.Carrier;
import io.sipvault.ingest.fragment.RtpEntry;
import io.sipvault.ingest.fragment.SipEntry;
import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.hep.HepBytes;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.ByteSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HepUnpackerTest {
    private static final Endpoint CALLER = Endpoint.ofV4(0x0a000001, 5062);
    private static final Endpoint PROXY = Endpoint.ofV4(0x0a000002, 5060);
    private static final Endpoint SENDER = Endpoint.ofV4(0x0a000003, 40_000);
    private static final long CAPTURED = 1_772_000_000L * 1_000_000_000L;
    private static final long SEEN = CAPTURED - 3_000_000L;
    private static final int IP_ID = 77;
    private static final String INVITE = "INVITE sip:bob@example.com SIP/2.0\r\nCall-ID: c1\r\n\r\n";

    private final Counts undecoded = new Counts();
    private final SipCollector sip = new SipCollector(undecoded);
    private final HepUnpacker unpacker = new HepUnpacker("edge1", sip, undecoded, new Counts());

    private static HepBytes hep(long timeNs) {
        return HepBytes.of(17, CALLER, PROXY, timeNs);
    }

    private void unpack(byte[] bytes) {
        unpack(bytes, false);
    }

    private void unpack(byte[] bytes, boolean cut) {
        unpacker.unpack(bytes, 0, bytes.length, new Carrier(CAPTURED, SENDER, IP_ID, cut, new int[]{4000}));
    }

    private SipObservation seen() {
        List<SipEntry> entries = new ArrayList<>();
        sip.entries((key, body) -> entries.add(SipEntry.decode(new ByteSource(body, 0, body.length))));
        return entries.getFirst().observations().getFirst();
    }

    @Test
    void keepsWhatWasSeenWithTheCarryingPacketAsEvidence() {
        unpack(hep(SEEN).text(19, "kamailio-1").text(17, "session-1").sip(2001, INVITE));
        SipObservation seen = seen();
        assertThat(seen.timeNs()).isEqualTo(SEEN);
        assertThat(seen.flow()).hasToString("UDP 10.0.0.1:5062 > 10.0.0.2:5060");
        assertThat(seen.packetOffsets()).containsExactly(4000);
        assertThat(seen.ipId()).isZero();
        assertThat(seen.reporter().vantage("edge1")).isEqualTo("edge1/kamailio-1");
        assertThat(seen.reporter().correlationId()).isEqualTo("session-1");
        assertThat(seen.reporter().timeReplaced()).isFalse();
        assertThat(new String(seen.text(), UTF_8)).isEqualTo(INVITE);
        assertThat(unpacker.carried().byReason()).containsExactly(entry("SIP messages", 1L));
        assertThat(undecoded.byReason()).isEmpty();
    }

    @Test
    void flagsAndCountsATimeThatItReplaced() {
        unpack(hep(0).sip(7, INVITE));
        assertThat(seen().timeNs()).isEqualTo(CAPTURED);
        assertThat(seen().ipId()).isEqualTo(IP_ID);
        assertThat(seen().reporter().timeReplaced()).isTrue();
        assertThat(unpacker.carried().byReason()).containsOnlyKeys("SIP messages",
                "times that cannot be right, replaced by those of the capture");
    }

    @Test
    void namesASenderThatSaysNothingOfItselfByItsAddress() {
        unpack(new HepBytes().text(15, INVITE).bytes());
        assertThat(seen().reporter().vantage("import")).isEqualTo("import/hep-10.0.0.3");
    }

    @Test
    void keepsNoCorrelationIdThatIsTheCallId() {
        unpack(hep(SEEN).text(17, "c1").sip(7, INVITE));
        assertThat(seen().reporter().correlationId()).isEmpty();
    }

    @Test
    void countsWhatItDoesNotTakeByReason() {
        unpack(hep(SEEN).u8(11, 100).text(15, "a log line").bytes());
        unpack(hep(SEEN).u8(11, 5).text(15, "{}").bytes());
        unpack(hep(SEEN).u8(11, 1).text(15, "no start line").bytes());
        unpack(hep(SEEN).u8(11, 1).bytes());
        byte[] whole = hep(SEEN).sip(7, INVITE);
        unpack(Arrays.copyOf(whole, whole.length - 3));
        unpack(Arrays.copyOf(whole, 40), true);
        unpack(hep(SEEN).sip(7, "INVITE sip:b@example.com SIP/2.0\r\n\r\n"));
        assertThat(undecoded.byReason()).containsOnly(entry("HEP protocol type 100 (log text)", 1L),
                entry("HEP of RTCP that is no report", 1L), entry("HEP of SIP that is none", 1L),
                entry("HEP without payload", 1L), entry("HEP damaged", 1L), entry("HEP cut by the snap length", 1L),
                entry("SIP message without Call-ID", 1L));
    }

    @Test
    void keepsWhatASenderReportsOfMediaApartFromWhatWasCaptured() {
        Endpoint rtcpOfCaller = CALLER.withPort(30_001);
        Endpoint rtcpOfProxy = PROXY.withPort(40_001);
        unpack(HepBytes.of(17, rtcpOfCaller, rtcpOfProxy, SEEN).text(19, "rtpengine-1").u8(11, 5).text(15,
                """
                        {"ssrc": 17, "type": 201, "report_count": 1, "report_blocks": [{"source_ssrc": 4711, "fraction_lost": 64,
                         "packets_lost": 16777211, "highest_seq_no": 70000, "ia_jitter": 320, "lsr": 1, "dlsr": 65536}]}""")
                .bytes());

        List<RtpEntry> entries = new ArrayList<>();
        unpacker.entries((key, body) -> entries.add(RtpEntry.decode(new ByteSource(body, 0, body.length))));

        RtpEntry reported = entries.stream().filter(e -> e.ssrc() == 4711).findFirst().orElseThrow();
        assertThat(reported.vantage("edge1")).isEqualTo("edge1/rtpengine-1");
        assertThat(reported.source()).isEqualTo(rtcpOfProxy.withPort(40_000));
        assertThat(reported.destination()).isEqualTo(rtcpOfCaller.withPort(30_000));
        assertThat(reported.rtcp()).singleElement().satisfies(rtcp -> {
            assertThat(rtcp.reverse()).isTrue();
            assertThat(rtcp.timeNs()).isEqualTo(SEEN);
            assertThat(rtcp.packetOffsets()).containsExactly(4000);
        });
        assertThat(unpacker.carried().byReason()).containsExactly(entry("RTCP reports", 1L));
    }

    @Test
    void boundsWhoReports() {
        for (int i = 0; i < 300; i++) {
            unpack(hep(SEEN).text(19, "node-" + i).u8(11, 5).text(15, "{\"ssrc\": 17, \"type\": 201}").bytes());
        }

        List<RtpEntry> entries = new ArrayList<>();
        unpacker.entries((key, body) -> entries.add(RtpEntry.decode(new ByteSource(body, 0, body.length))));
        assertThat(entries).hasSize(256);
    }
}
