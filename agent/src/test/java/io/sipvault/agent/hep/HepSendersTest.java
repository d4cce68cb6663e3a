package io.sipvault.agent.hep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.hep.HepBytes;
import io.sipvault.ingest.hep.HepDecoder;
import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.transport.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class HepSendersTest {
    private static final Endpoint PROXY = Endpoint.ofV4(0x0a000001, 5060);
    private static final long ARRIVAL = 1_772_000_000_000_000_000L;
    private static final long MILLISECOND = 1_000_000;

    private final HepSenders senders = new HepSenders(5);

    private static HepPacket packet(long timeNs, String node, long id) {
        byte[] bytes = HepBytes.of(17, PROXY, PROXY, timeNs).text(19, node).sip(id, "OPTIONS sip:b SIP/2.0\r\n\r\n");
        return (HepPacket) HepDecoder.decode(bytes, 0, bytes.length, ARRIVAL, false);
    }

    @Test
    void tellsWhoSendsAndHowFarItsClockIsOff() {
        for (int i = 0; i < 100; i++) {
            // one late packet in ten does not count
            long late = i % 10 == 0 ? 3_000 : i % 3;
            senders.accepted(PROXY, packet(ARRIVAL - (2_000 + late) * MILLISECOND, "proxy", 7), ARRIVAL);
        }
        senders.accepted(PROXY.withPort(6_000), packet(0, "", 8), ARRIVAL);

        HepSender sender = Objects.requireNonNull(senders.snapshot().getFirst());
        assertThat(sender.address()).isEqualTo("10.0.0.1");
        HepSender.Node proxy = sender.nodes().getFirst();
        assertThat(proxy.nodeName()).isEqualTo("proxy");
        assertThat(proxy.agentId()).isEqualTo(7);
        assertThat(proxy.packets()).isEqualTo(100);
        assertThat(proxy.version()).isEqualTo(3);
        assertThat(proxy.lastSeen()).isEqualTo(Instant.ofEpochSecond(1_772_000_000));
        assertThat(Objects.requireNonNull(proxy.clockOffset())).isBetween(Duration.ofMillis(-2_002),
                Duration.ofMillis(-2_000));
        HepSender.Node other = sender.nodes().get(1);
        assertThat(other.clockOffset()).isNull();
        assertThat(other.timesReplaced()).isEqualTo(1);
        assertThat(senders.packets()).isEqualTo(101);
    }

    @Test
    void keepKnownOnesApartFromAFloodOfStrangersAndBoundBoth() {
        senders.accepted(PROXY, packet(ARRIVAL, "proxy", 7), ARRIVAL);
        senders.refused(PROXY, HepRefusal.WRONG_KEY, "");
        for (int i = 0; i < 20_000; i++) {
            senders.refused(Endpoint.ofV4(0x0b000000 + i, 1), HepRefusal.NOT_ALLOWED, "");
        }

        assertThat(senders.snapshot()).hasSizeLessThan(2_000).first()
                .satisfies(sender -> assertThat(sender.refused()).isEqualTo(Map.of(HepRefusal.WRONG_KEY, 1L)));
        assertThat(senders.refused()).containsEntry(HepRefusal.NOT_ALLOWED, 20_000L);
    }

    @Test
    void boundTheNamesThatOneAddressGivesItself() {
        for (int i = 0; i < 1_000; i++) {
            senders.accepted(PROXY, packet(ARRIVAL, "node" + i, i), ARRIVAL);
        }

        HepSender sender = senders.snapshot().getFirst();
        assertThat(sender.nodes()).hasSize(32);
        assertThat(sender.otherPackets()).isEqualTo(1_000 - 32);
    }

    @Test
    void letNoAddressSendMoreThanItsRateAndAreFairToOthers() {
        int passed = 0;
        for (int i = 0; i < 50; i++) {
            passed += senders.mayPass(PROXY.withPort(i)) ? 1 : 0;
        }

        assertThat(passed).isBetween(5, 20);
        assertThat(senders.mayPass(Endpoint.ofV4(0x0a000002, 1))).isTrue();
    }
}
