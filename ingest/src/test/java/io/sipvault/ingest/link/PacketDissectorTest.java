package io.sipvault.ingest.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sipvault.ingest.link.UndecodedReason.Problem;
import io.sipvault.ingest.transport.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PacketDissectorTest {
    private static final int ETHERNET = 1;
    private static final String MAC = "020000000002" + "020000000001";
    /** 10.0.0.1 to 10.0.0.2, total length 34, identification 0x1234, DSCP 46, UDP. */
    private static final String IPV4_HEADER = "45b8" + "0022" + "1234" + "0000" + "4011" + "0000" + "0a000001"
            + "0a000002";
    /** 5060 to 5070, length 14, payload "SIP/2.". */
    private static final String UDP = "13c4" + "13ce" + "000e" + "0000" + "5349502f322e";
    private static final String IPV4 = IPV4_HEADER + UDP;
    /** Traffic class 0xb8, payload length 14, UDP, 2001:db8::1 to 2001:db8::2. */
    private static final String IPV6_ADDRESSES = "20010db8000000000000000000000001"
            + "20010db8000000000000000000000002";
    private static final String IPV6 = "6b800000" + "000e" + "1140" + IPV6_ADDRESSES + UDP;

    private final Packet packet = new Packet();
    private final PacketDissector dissector = new PacketDissector();

    private Outcome dissect(int linkType, String hex) {
        byte[] frame = HexFormat.of().parseHex(hex);
        packet.reset(frame, 0, frame.length, frame.length, linkType, 7);
        return dissector.dissect(packet);
    }

    private String payload() {
        return new String(packet.buffer(), packet.payloadOffset(), packet.payloadLength(), StandardCharsets.US_ASCII);
    }

    static Stream<Arguments> framesOfEachLinkType() {
        return Stream.of(Arguments.of(ETHERNET, MAC + "0800" + IPV4), //
                Arguments.of(ETHERNET, MAC + "86dd" + IPV6), //
                Arguments.of(ETHERNET, MAC + "8100" + "0064" + "0800" + IPV4), //
                Arguments.of(ETHERNET, MAC + "88a8" + "0064" + "8100" + "0065" + "86dd" + IPV6), //
                Arguments.of(ETHERNET, MAC + "9100" + "0064" + "9200" + "0065" + "0800" + IPV4), //
                Arguments.of(0, "02000000" + IPV4), //
                Arguments.of(0, "00000002" + IPV4), //
                Arguments.of(0, "1e000000" + IPV6), //
                Arguments.of(0, "1c000000" + IPV6), //
                Arguments.of(108, "00000018" + IPV6), //
                Arguments.of(12, IPV4), Arguments.of(101, IPV4), Arguments.of(101, IPV6), //
                Arguments.of(228, IPV4), Arguments.of(229, IPV6), //
                Arguments.of(113, "0000" + "0001" + "0006" + "0200000000010000" + "0800" + IPV4), //
                Arguments.of(276, "86dd" + "0000" + "00000002" + "0001" + "00" + "06" + "0200000000010000" + IPV6));
    }

    @ParameterizedTest
    @MethodSource("framesOfEachLinkType")
    void readsUdpBehindEachLinkType(int linkType, String hex) {
        assertThat(dissect(linkType, hex)).isEqualTo(Outcome.UDP);
        assertThat(payload()).isEqualTo("SIP/2.");
        assertThat(packet.sourcePort()).isEqualTo(5060);
        assertThat(packet.destinationPort()).isEqualTo(5070);
        assertThat(packet.ipProtocol()).isEqualTo(17);
        assertThat(packet.dscp()).isEqualTo(46);
        assertThat(packet.ecn()).isZero();
        assertThat(packet.isTruncated()).isFalse();
        assertThat(packet.source().isV4()).isEqualTo(hex.contains(IPV4));
    }

    @ParameterizedTest
    @MethodSource("framesOfEachLinkType")
    void namesWhatIsMissingOfEveryTruncatedFrame(int linkType, String hex) {
        byte[] frame = HexFormat.of().parseHex(hex);
        int header = frame.length - 6;
        for (int length = 0; length <= frame.length; length++) {
            byte[] exact = new byte[3 + length];
            System.arraycopy(frame, 0, exact, 3, length);
            packet.reset(exact, 3, length, frame.length, linkType, 0);
            Outcome outcome = dissector.dissect(packet);
            assertThat(outcome).as("%d bytes", length).isEqualTo(length < header ? Outcome.UNDECODED : Outcome.UDP);
            if (length < header) {
                assertThat(packet.undecodedReason().problem()).as("%d bytes", length).isEqualTo(Problem.TRUNCATED);
            } else {
                assertThat(packet.payloadLength()).isEqualTo(length - header);
                assertThat(packet.isTruncated()).isEqualTo(length < frame.length);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("framesOfEachLinkType")
    void neverThrowsOnDamagedFrames(int linkType, String hex) {
        byte[] frame = HexFormat.of().parseHex(hex);
        for (int at = 0; at < frame.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] damaged = frame.clone();
                damaged[at] = (byte) value;
                packet.reset(damaged, 0, damaged.length, damaged.length, linkType, 0);
                dissector.dissect(packet);
                int end = packet.payloadOffset() + packet.payloadLength();
                if (packet.payloadLength() < 0 || end > damaged.length) {
                    fail("byte %d set to %d: payload ends at %d of %d", at, value, end, damaged.length);
                }
            }
        }
    }

    static Stream<Arguments> tunnels() {
        String outer = "4500" + "0100" + "0001" + "0000" + "40%s" + "0000" + "c0000201" + "c0000202";
        return Stream.of(Arguments.of(outer.formatted("04") + IPV4), //
                Arguments.of(outer.formatted("29") + IPV6), //
                Arguments.of(outer.formatted("2f") + "0000" + "0800" + IPV4), //
                Arguments.of(outer.formatted("2f") + "b000" + "86dd" + "00000000" + "00000007" + "00000001" + IPV6), //
                Arguments.of(outer.formatted("2f") + "2000" + "6558" + "00000007" + MAC + "0800" + IPV4));
    }

    @ParameterizedTest
    @MethodSource("tunnels")
    void givesTheInnermostAddressesOfTunnels(String hex) {
        assertThat(dissect(101, hex)).isEqualTo(Outcome.UDP);
        assertThat(payload()).isEqualTo("SIP/2.");
        assertThat(packet.source().port()).isEqualTo(5060);
        assertThat(packet.source().address()).isIn("10.0.0.1", "2001:db8::1");
        assertThat(packet.isTruncated()).isFalse();
    }

    @Test
    void readsPppoeSessions() {
        String pppoe = MAC + "8864" + "11" + "00" + "0001" + "0024";
        assertThat(dissect(ETHERNET, pppoe + "0021" + IPV4 + "0000")).isEqualTo(Outcome.UDP);
        assertThat(payload()).isEqualTo("SIP/2.");
        assertThat(reason(ETHERNET, pppoe + "c021" + IPV4)).isEqualTo("PPP protocol 0xc021");
    }

    @Test
    void givesAddressesAndIdentification() {
        dissect(ETHERNET, MAC + "0800" + IPV4);
        assertThat(packet.source()).isEqualTo(Endpoint.ofV4(0x0a000001, 5060));
        assertThat(packet.destination()).hasToString("10.0.0.2:5070");
        assertThat(packet.ipIdentification()).isEqualTo(0x1234);
        assertThat(packet.timeNs()).isEqualTo(7);

        dissect(ETHERNET, MAC + "86dd" + IPV6);
        assertThat(packet.source()).hasToString("[2001:db8::1]:5060");
        assertThat(packet.destination()).hasToString("[2001:db8::2]:5070");
        assertThat(packet.ipIdentification()).isZero();
    }

    @Test
    void cutsEthernetPaddingOff() {
        assertThat(dissect(ETHERNET, MAC + "0800" + IPV4 + "00".repeat(12))).isEqualTo(Outcome.UDP);
        assertThat(payload()).isEqualTo("SIP/2.");
        assertThat(packet.isTruncated()).isFalse();
    }

    @Test
    void doesNotCallAPayloadTruncatedWhenOnlyPaddingWasCut() {
        byte[] frame = HexFormat.of().parseHex(MAC + "0800" + IPV4);
        packet.reset(frame, 0, frame.length, frame.length + 12, ETHERNET, 0);
        assertThat(dissector.dissect(packet)).isEqualTo(Outcome.UDP);
        assertThat(packet.isTruncated()).isFalse();
    }

    @Test
    void takesWhatWasCapturedWhenLengthsAreZero() {
        String header = "4500" + "0000" + "1234" + "0000" + "4011" + "0000" + "0a000001" + "0a000002";
        assertThat(dissect(101, header + "13c4" + "13ce" + "0000" + "0000" + "5349502f322e")).isEqualTo(Outcome.UDP);
        assertThat(payload()).isEqualTo("SIP/2.");
        assertThat(packet.isTruncated()).isFalse();
        String jumbo = "60000000" + "0000" + "1140" + IPV6_ADDRESSES;
        assertThat(dissect(101, jumbo + UDP)).isEqualTo(Outcome.UDP);
        assertThat(payload()).isEqualTo("SIP/2.");
    }

    @Test
    void takesTheShorterOfIpAndUdpLength() {
        dissect(101, IPV4_HEADER + "13c4" + "13ce" + "000b" + "0000" + "534950" + "000000");
        assertThat(payload()).isEqualTo("SIP");
        assertThat(packet.isTruncated()).isFalse();
        dissect(101, IPV4_HEADER + "13c4" + "13ce" + "00ff" + "0000" + "5349502f322e");
        assertThat(payload()).isEqualTo("SIP/2.");
        assertThat(packet.isTruncated()).isTrue();
        assertThat(dissect(101, IPV4_HEADER + "13c4" + "13ce" + "0007" + "0000" + "5349502f322e"))
                .isEqualTo(Outcome.UNDECODED);
        assertThat(packet.undecodedReason()).hasToString("UDP header malformed");
    }

    @Test
    void skipsIpv4Options() {
        String header = "4600" + "0026" + "1234" + "0000" + "4011" + "0000" + "0a000001" + "0a000002" + "94040000";
        assertThat(dissect(101, header + UDP)).isEqualTo(Outcome.UDP);
        assertThat(payload()).isEqualTo("SIP/2.");
    }

    @Test
    void skipsIpv6ExtensionHeaders() {
        String hopByHop = "3c00" + "050200000100";
        String destination = "2b01" + "0104000000000104000000000000";
        String routing = "3300" + "000000000000";
        String authentication = "1104" + "0000" + "00000001" + "00000001" + "000102030405060708090a0b";
        String header = "60000000" + "0046" + "0040" + IPV6_ADDRESSES;
        assertThat(dissect(101, header + hopByHop + destination + routing + authentication + UDP))
                .isEqualTo(Outcome.UDP);
        assertThat(payload()).isEqualTo("SIP/2.");
        assertThat(packet.ipProtocol()).isEqualTo(17);
    }

    @Test
    void handsIpv4FragmentsOver() {
        String first = "4500" + "001c" + "1234" + "2000" + "4011" + "0000" + "0a000001" + "0a000002"
                + "13c413ce00100000";
        assertThat(dissect(101, first)).isEqualTo(Outcome.FRAGMENT);
        assertThat(packet.moreFragments()).isTrue();
        assertThat(packet.fragmentOffset()).isZero();
        assertThat(packet.payloadLength()).isEqualTo(8);
        String last = "4500" + "001c" + "1234" + "0001" + "4011" + "0000" + "0a000001" + "0a000002"
                + "5349502f322e3020";
        assertThat(dissect(101, last)).isEqualTo(Outcome.FRAGMENT);
        assertThat(packet.moreFragments()).isFalse();
        assertThat(packet.fragmentOffset()).isEqualTo(8);
        assertThat(packet.ipProtocol()).isEqualTo(17);
        assertThat(packet.sourcePort()).isZero();
    }

    @Test
    void handsIpv6FragmentsOverButReadsAtomicOnes() {
        String header = "60000000" + "0016" + "2c40" + IPV6_ADDRESSES;
        assertThat(dissect(101, header + "1100" + "0009" + "deadbeef" + UDP)).isEqualTo(Outcome.FRAGMENT);
        assertThat(packet.fragmentOffset()).isEqualTo(8);
        assertThat(packet.moreFragments()).isTrue();
        assertThat(packet.ipIdentification()).isEqualTo(0xdeadbeef);
        assertThat(dissect(101, header + "1100" + "0000" + "deadbeef" + UDP)).isEqualTo(Outcome.UDP);
    }

    @Test
    void readsTcpWithOptions() {
        String header = "4500" + "0032" + "0001" + "4000" + "4006" + "0000" + "0a000001" + "0a000002";
        String tcp = "13c4" + "13ce" + "fffffff0" + "00000011" + "6018" + "0200" + "0000" + "0000" + "01010101";
        assertThat(dissect(101, header + tcp + "534950" + "2f322e")).isEqualTo(Outcome.TCP);
        assertThat(payload()).isEqualTo("SIP/2.");
        assertThat(packet.tcpSequence()).isEqualTo(-16);
        assertThat(packet.tcpAcknowledgment()).isEqualTo(17);
        assertThat(packet.tcpFlags()).isEqualTo(0x18);
        assertThat(dissect(101, header + tcp.replace("6018", "4018") + "5349502f322e")).isEqualTo(Outcome.UNDECODED);
        assertThat(packet.undecodedReason()).hasToString("TCP header malformed");
        assertThat(dissect(101, header + tcp.replace("6018", "f018") + "5349502f322e")).isEqualTo(Outcome.UNDECODED);
        assertThat(packet.undecodedReason()).hasToString("TCP header truncated");
    }

    @Test
    void readsSctpAndIcmp() {
        String sctp = "4500" + "0024" + "0001" + "0000" + "4084" + "0000" + "0a000001" + "0a000002";
        assertThat(dissect(101, sctp + "13c4" + "13ce" + "00000001" + "00000000" + "00030004")).isEqualTo(Outcome.SCTP);
        assertThat(packet.sourcePort()).isEqualTo(5060);
        assertThat(packet.payloadLength()).isEqualTo(4);
        String icmp = "4500" + "001c" + "0001" + "0000" + "4001" + "0000" + "0a000001" + "0a000002";
        assertThat(dissect(101, icmp + "0303000000000000")).isEqualTo(Outcome.ICMP);
        assertThat(packet.payloadLength()).isEqualTo(8);
    }

    @Test
    void saysWhyItStopped() {
        assertThat(reason(147, "00")).isEqualTo("link type 147 (USER0)");
        assertThat(reason(ETHERNET, MAC + "0806" + "0001")).isEqualTo("EtherType 0x0806 (ARP)");
        assertThat(reason(ETHERNET, MAC + "0026" + "424203")).isEqualTo("EtherType 0x0000 (LLC, no EtherType)");
        assertThat(reason(101, IPV4_HEADER.replace("4011", "4032") + UDP)).isEqualTo("IP protocol 50 (ESP, encrypted)");
        assertThat(packet.undecodedReason().problem()).isEqualTo(Problem.ENCRYPTED);
        assertThat(reason(101, IPV4_HEADER.substring(0, 30))).isEqualTo("IPv4 header truncated");
        assertThat(reason(ETHERNET, MAC + "0800" + "55" + IPV4.substring(2))).isEqualTo("IPv4 header malformed");
        assertThat(reason(ETHERNET, MAC + "86dd" + "5b" + IPV6.substring(2))).isEqualTo("IPv6 header malformed");
        assertThat(reason(ETHERNET, MAC + "81000001".repeat(20))).isEqualTo("nested too deep");
        assertThat(reason(-5, "00")).isEqualTo("other");
        assertThat(reason(0, "07000000")).isEqualTo("loopback header malformed");
    }

    private String reason(int linkType, String hex) {
        assertThat(dissect(linkType, hex)).isEqualTo(Outcome.UNDECODED);
        return packet.undecodedReason().toString();
    }

    @Test
    void internsReasons() {
        reason(ETHERNET, MAC + "0806" + "0001");
        UndecodedReason first = packet.undecodedReason();
        reason(ETHERNET, MAC + "0806" + "0002");
        assertThat(packet.undecodedReason()).isSameAs(first);
    }

    @Test
    void forgetsTheFrameBefore() {
        dissect(101,
                "4500" + "001c" + "1234" + "2001" + "4011" + "0000" + "0a000001" + "0a000002" + "13c413ce00100000");
        dissect(ETHERNET, MAC + "86dd" + IPV6);
        assertThat(packet.moreFragments()).isFalse();
        assertThat(packet.fragmentOffset()).isZero();
        assertThat(packet.ipIdentification()).isZero();
    }
}
