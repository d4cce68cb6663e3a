package io.sipvault.ingest.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.sipvault.ingest.decode.HepUnpacker.Carrier;
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
    private final HepUnpacker unpacker = new HepUnpacker(sip, undecoded);

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
                entry("HEP protocol type 5 (RTCP as JSON)", 1L), entry("HEP of SIP that is none", 1L),
                entry("HEP without payload", 1L), entry("HEP damaged", 1L), entry("HEP cut by the snap length", 1L),
                entry("SIP message without Call-ID", 1L));
    }
}
