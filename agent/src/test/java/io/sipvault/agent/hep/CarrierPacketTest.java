package io.sipvault.agent.hep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.hep.HepBytes;
import io.sipvault.ingest.hep.HepDecoder;
import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.link.Outcome;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CarrierPacketTest {
    private static final Endpoint SENDER = Endpoint.ofV4(0xc0000207, 5062);
    private static final Endpoint AGENT = Endpoint.ofV4(0x0a000001, 9060);
    private static final Endpoint SENDER6 = new Endpoint(0x20010db8_00000000L, 0x17, 40_001);
    private static final Endpoint AGENT6 = new Endpoint(0x20010db8_00000000L, 0x1, 9060);

    static Stream<Endpoint[]> ends() {
        return Stream.of(new Endpoint[]{SENDER, AGENT}, new Endpoint[]{SENDER6, AGENT6});
    }

    private static byte[] packet(Endpoint from, Endpoint at, byte[] payload) {
        byte[] bytes = new byte[CarrierPacket.headerBytes(from) + payload.length + 7];
        System.arraycopy(payload, 0, bytes, CarrierPacket.headerBytes(from), payload.length);
        return Arrays.copyOf(bytes, CarrierPacket.complete(bytes, from, at, payload.length));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void isReadAsTheDatagramThatWasReceived(Endpoint from, Endpoint at) {
        byte[] hep = HepBytes.of(17, Endpoint.ofV4(1, 5060), Endpoint.ofV4(2, 5060), 0).sip(7,
                "OPTIONS sip:b SIP/2.0\r\n\r\n");
        byte[] bytes = packet(from, at, hep);
        Packet packet = new Packet();
        packet.reset(bytes, 0, bytes.length, bytes.length, CarrierPacket.LINK_TYPE, 5);

        assertThat(new PacketDissector().dissect(packet)).isEqualTo(Outcome.UDP);

        assertThat(packet.source()).isEqualTo(from);
        assertThat(packet.destination()).isEqualTo(at);
        assertThat(packet.isTruncated()).isFalse();
        assertThat(Arrays.copyOfRange(bytes, packet.payloadOffset(), packet.payloadOffset() + packet.payloadLength()))
                .isEqualTo(hep);
        assertThat(HepDecoder.decode(bytes, packet.payloadOffset(), packet.payloadLength(), 5, false))
                .isInstanceOf(HepPacket.class);
    }

    /** RFC 1071, word by word, so in another way than the class does it. */
    private static int sum(byte[] b, int from, int to) {
        int sum = 0;
        for (int at = from; at < to; at += 2) {
            sum += (b[at] & 0xff) << 8 | (at + 1 < to ? b[at + 1] & 0xff : 0);
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }

    private static int folded(int sum) {
        return (sum & 0xffff) + (sum >>> 16);
    }

    @ParameterizedTest
    @MethodSource("ends")
    void hasChecksumsThatHoldForPayloadsOfAnyLength(Endpoint from, Endpoint at) {
        Random random = new Random(1);
        int header = CarrierPacket.headerBytes(from);
        for (int length = 0; length < 300; length++) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            byte[] b = packet(from, at, payload);
            int addresses = from.isV4() ? sum(b, 12, 20) : sum(b, 8, 40);
            int udp = sum(b, header - 8, b.length);
            assertThat(folded(folded(addresses + udp) + folded(17 + 8 + length))).as("length %s", length)
                    .isEqualTo(0xffff);
            assertThat(Bytes.u16(b, header - 2)).isNotZero();
            if (from.isV4()) {
                assertThat(sum(b, 0, 20)).isEqualTo(0xffff);
            }
        }
    }

    @Test
    void holdsTheLargestDatagramOfIpv4() {
        byte[] bytes = packet(SENDER, AGENT, new byte[CarrierPacket.MOST_PAYLOAD]);

        assertThat(bytes).hasSize(0xffff);
        assertThat(Bytes.u16(bytes, 2)).isEqualTo(0xffff);
    }
}
