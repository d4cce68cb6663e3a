package io.sipvault.ingest.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.icmp.IcmpError.Kind;
import io.sipvault.ingest.link.Outcome;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcmpErrorTest {
    private static final int RAW_IP = 101;
    private static final String V4 = "4500003e00010000" + "4001" + "0000" + "0a000002" + "0a000001"; // 62 bytes, ICMP
    private static final String QUOTED_V4 = "4500006a1234" + "4000" + "3f11" + "0000" // 106 bytes, DF, UDP
            + "0a000001" + "0a000002" // from, to
            + "13c4" + "13c5" + "0056" + "0000" // ports 5060, 5061, 86 bytes
            + "494e56495445"; // INVITE
    private static final String V6 = "60000000" + "0042" + "3a40" + "20010db8000000000000000000000002"
            + "20010db8000000000000000000000001";
    private static final String QUOTED_V6 = "60000000" + "0056" + "1140" + "20010db8000000000000000000000001"
            + "20010db8000000000000000000000002" + "13c4" + "13c5" + "004e" + "0000";

    private static @Nullable IcmpError read(String hex, int length) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Packet packet = new Packet();
        packet.reset(bytes, 0, length, bytes.length, RAW_IP, 0);
        return new PacketDissector().dissect(packet) == Outcome.ICMP ? IcmpError.read(packet) : null;
    }

    private static @Nullable IcmpError read(String hex) {
        return read(hex, hex.length() / 2);
    }

    @Test
    void readsTheDatagramThatIsQuoted() {
        assertThat(read(V4 + "0303000000000000" + QUOTED_V4)).isNotNull().satisfies(error -> {
            assertThat(error.kind()).isEqualTo(Kind.PORT_UNREACHABLE);
            assertThat(error.reporter().address()).isEqualTo("10.0.0.2");
            assertThat(error.quoted().source()).hasToString("10.0.0.1:5060");
            assertThat(error.quoted().destination()).hasToString("10.0.0.2:5061");
            assertThat(error.quoted().identification()).isEqualTo(0x1234);
            assertThat(error.quoted().length()).isEqualTo(78);
            assertThat(error.quoted().payload()).asString().isEqualTo("INVITE");
        });
    }

    @Test
    void readsIpv6() {
        assertThat(read(V6 + "0104000000000000" + QUOTED_V6)).isNotNull().satisfies(error -> {
            assertThat(error.kind()).isEqualTo(Kind.PORT_UNREACHABLE);
            assertThat(error.quoted().destination()).hasToString("[2001:db8::2]:5061");
            assertThat(error.quoted().length()).isEqualTo(70);
            assertThat(error.quoted().payload()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"0300, NETWORK_UNREACHABLE", "0301, HOST_UNREACHABLE", "0304, TOO_BIG", "030d, PROHIBITED",
            "0b00, TIME_EXCEEDED", "0b01, REASSEMBLY_TIME_EXCEEDED"})
    void tellsWhatWentWrong(String typeAndCode, Kind kind) {
        assertThat(read(V4 + typeAndCode + "000000000000" + QUOTED_V4)).isNotNull().extracting(IcmpError::kind)
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"0000", "0800", "0500"})
    void takesOtherMessagesForNoErrors(String typeAndCode) {
        assertThat(read(V4 + typeAndCode + "000000000000" + QUOTED_V4)).isNull();
    }

    @Test
    void refusesLaterFragmentsAndOtherProtocols() {
        assertThat(read(V4 + "0303000000000000" + QUOTED_V4.replace("12344000", "12340008"))).isNull();
        assertThat(read(V4 + "0303000000000000" + QUOTED_V4.replace("3f11", "3f06"))).isNull();
    }

    @Test
    void neverThrowsOnBytesThatAreCut() {
        for (String hex : new String[]{V4 + "0303000000000000" + QUOTED_V4, V6 + "0104000000000000" + QUOTED_V6}) {
            for (int length = 0; length < hex.length() / 2; length++) {
                IcmpError error = read(hex, length);
                assertThat(error == null || error.quoted().payload().length <= 6).isTrue();
            }
        }
    }
}
