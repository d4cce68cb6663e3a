package io.sipvault.ingest.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.link.Outcome;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.transport.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IpReassemblerTest {
    private static final Endpoint SOURCE = Endpoint.ofV4(0x0a000001, 0);
    private static final Endpoint DESTINATION = Endpoint.ofV4(0x0a000002, 0);
    private static final long SECOND = 1_000_000_000L;

    private final IpReassembler reassembler = new IpReassembler();

    private static IpFragment fragment(long timeNs, int offset, boolean more, String payload) {
        return new IpFragment(timeNs, timeNs, SOURCE, DESTINATION, 17, 7, offset, more,
                payload.getBytes(StandardCharsets.US_ASCII));
    }

    private @Nullable Datagram add(long timeNs, int offset, boolean more, String payload) {
        return reassembler.add(fragment(timeNs, offset, more, payload));
    }

    private static void assertDatagram(@Nullable Datagram datagram, String payload) {
        assertThat(datagram).isNotNull();
        assertThat(datagram.payload()).asString(StandardCharsets.US_ASCII).isEqualTo(payload);
    }

    @Test
    void completesWithTheLastMissingFragment() {
        assertThat(add(1, 0, true, "aaaaaaaa")).isNull();
        assertThat(add(2, 16, false, "cc")).isNull();
        Datagram datagram = add(3, 8, true, "bbbbbbbb");
        assertDatagram(datagram, "aaaaaaaabbbbbbbbcc");
        assertThat(datagram).isNotNull();
        assertThat(datagram.timeNs()).isEqualTo(3);
        assertThat(datagram.packetRefs()).containsExactly(1, 3, 2);
        assertThat(reassembler.leftovers()).isEmpty();
    }

    @Test
    void leavesWhatCameBeforeItsBeginningToTheJoin() {
        assertThat(add(1, 8, false, "bb")).isNull();
        assertThat(add(2, 0, true, "aaaaaaaa")).isNull();
        IpReassembler.Joined joined = IpReassembler.join(reassembler.leftovers());
        assertDatagram(joined.datagrams().getFirst(), "aaaaaaaabb");
        assertThat(joined.leftovers()).isEmpty();
    }

    @Test
    void keepsTheFirstCopyOfOverlappingBytesAndCountsTheConflict() {
        add(1, 0, true, "aaaaaaaa");
        add(2, 8, true, "bbbbbbbb");
        assertDatagram(add(3, 8, false, "XXXXXXXXcc"), "aaaaaaaabbbbbbbbcc");
        assertThat(reassembler.conflicts()).isOne();
    }

    @Test
    void ignoresDuplicates() {
        add(1, 0, true, "aaaaaaaa");
        add(2, 8, true, "bbbbbbbb");
        assertThat(add(3, 8, true, "bbbbbbbb")).isNull();
        assertDatagram(add(4, 16, false, "cc"), "aaaaaaaabbbbbbbbcc");
        assertThat(reassembler.conflicts()).isZero();
        assertThat(reassembler.leftovers()).hasSize(1);
    }

    @Test
    void refusesAnEndThatContradictsTheFirst() {
        add(1, 0, true, "aaaaaaaa");
        add(2, 16, false, "cc");
        assertThat(add(3, 24, false, "dd")).isNull();
        assertThat(add(4, 24, true, "dddddddd")).isNull();
        assertDatagram(add(5, 8, true, "bbbbbbbb"), "aaaaaaaabbbbbbbbcc");
    }

    @Test
    void beginsAnewAfterThirtySecondsOfCaptureTime() {
        add(SECOND, 0, true, "aaaaaaaa");
        assertThat(add(32 * SECOND, 8, false, "bb")).isNull();
        assertThat(reassembler.timedOut()).isOne();
        assertThat(IpReassembler.join(reassembler.leftovers()).datagrams()).isEmpty();
        add(33 * SECOND, 0, true, "cccccccc");
        assertDatagram(add(63 * SECOND, 8, false, "dd"), "ccccccccdd");
    }

    @Test
    void dropsAndCountsWhatNoDatagramCanHold() {
        add(1, 65_528, false, "12345678");
        add(1, 8, true, "");
        assertThat(reassembler.dropped()).isEqualTo(2);
        assertThat(reassembler.leftovers()).isEmpty();
    }

    @Test
    void boundsTheDatagramsInFlight() {
        for (int i = 0; i < IpReassembler.MAX_DATAGRAMS + 5; i++) {
            reassembler.add(new IpFragment(i, i, SOURCE, DESTINATION, 17, i, 0, true, new byte[8]));
        }
        assertThat(reassembler.dropped()).isEqualTo(5);
        assertThat(reassembler.leftovers()).hasSize(IpReassembler.MAX_DATAGRAMS);
        assertThat(reassembler.leftovers().getFirst().identification()).isEqualTo(5);
    }

    @Test
    void boundsTheMemory() {
        for (int i = 0; i < 1_100; i++) {
            reassembler.add(new IpFragment(i, i, SOURCE, DESTINATION, 17, i, 0, true, new byte[65_000]));
        }
        long kept = reassembler.leftovers().stream().mapToLong(f -> f.payload().length).sum();
        assertThat(kept).isBetween(IpReassembler.MAX_BYTES - 200_000, IpReassembler.MAX_BYTES);
        assertThat(reassembler.dropped()).isEqualTo(1_100 - kept / 65_000);
    }

    @Test
    void countsExactCopiesOfLeftoversOnce() {
        IpFragment first = fragment(1, 0, true, "aaaaaaaa");
        IpFragment last = fragment(2, 8, false, "bb");
        IpReassembler.Joined joined = IpReassembler.join(List.of(last, first, last, first));
        assertThat(joined.datagrams()).hasSize(1);
        assertThat(joined.leftovers()).isEmpty();
    }

    @Test
    void readsThePortsOfADatagramThatCameInPieces() {
        Packet packet = new Packet();
        PacketDissector dissector = new PacketDissector();
        String addresses = "4011" + "0000" + "0a000001" + "0a000002";
        List<String> frames = List.of("4500" + "001c" + "1234" + "2000" + addresses + "13c4" + "13ce" + "000c" + "0000",
                "4500" + "0018" + "1234" + "0001" + addresses + "53495021");
        Datagram datagram = null;
        for (String hex : frames) {
            byte[] frame = HexFormat.of().parseHex(hex);
            packet.reset(frame, 0, frame.length, frame.length, 101, 5);
            assertThat(dissector.dissect(packet)).isEqualTo(Outcome.FRAGMENT);
            datagram = reassembler.add(IpFragment.of(packet, 9));
        }
        assertThat(datagram).isNotNull();
        datagram.into(packet);
        assertThat(dissector.dissect(packet)).isEqualTo(Outcome.UDP);
        assertThat(packet.source()).hasToString("10.0.0.1:5060");
        assertThat(packet.destination()).hasToString("10.0.0.2:5070");
        assertThat(
                new String(packet.buffer(), packet.payloadOffset(), packet.payloadLength(), StandardCharsets.US_ASCII))
                .isEqualTo("SIP!");
        assertThat(packet.timeNs()).isEqualTo(5);
        assertThat(packet.ipIdentification()).isEqualTo(0x1234);
    }
}
