package io.sipvault.agent.hep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.hep.HepBytes;
import io.sipvault.ingest.hep.HepDecoder;
import io.sipvault.ingest.hep.HepEncoder;
import io.sipvault.ingest.hep.HepKey;
import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.transport.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LoopGuardTest {
    private static final Endpoint A = Endpoint.ofV4(0x0a000001, 5060);
    private static final Endpoint B = Endpoint.ofV4(0x0a000002, 5060);
    private static final long SEEN = 1_772_000_000_000_000_000L;
    private static final String MESSAGE = "OPTIONS sip:b SIP/2.0\r\n\r\n";

    private final LoopGuard guard = new LoopGuard();

    private static HepPacket decoded(byte[] bytes) {
        return (HepPacket) HepDecoder.decode(bytes, 0, bytes.length, SEEN, false);
    }

    private static HepPacket packet(long timeNs, long id) {
        return decoded(HepBytes.of(17, A, B, timeNs).text(14, "secret").sip(id, MESSAGE));
    }

    @Test
    void letsAPacketPassOnceAlsoInAnotherVersion() {
        HepPacket first = packet(SEEN, 7);
        HepPacket again = decoded(Objects.requireNonNull(HepEncoder.encode(first, HepKey.of("another"))));

        assertThat(guard.mayPass(first, 0)).isTrue();
        assertThat(guard.mayPass(again, 1)).isFalse();
    }

    @Test
    void tellsWitnessesAndRetransmissionsApart() {
        assertThat(guard.mayPass(packet(SEEN, 7), 0)).isTrue();
        assertThat(guard.mayPass(packet(SEEN, 8), 0)).isTrue();
        assertThat(guard.mayPass(packet(SEEN + 500_000_000, 7), 0)).isTrue();
    }

    @Test
    void letsPacketsWithoutATimeComeAsOftenAsSipRepeatsThemAndNotForEver() {
        byte[] bytes = HepBytes.version2(17, A, B, SEEN, 0, MESSAGE.getBytes(StandardCharsets.UTF_8));
        byte[] version1 = new byte[bytes.length - 12];
        System.arraycopy(bytes, 0, version1, 0, 16);
        System.arraycopy(bytes, 28, version1, 16, bytes.length - 28);
        version1[0] = 1;
        int passed = 0;
        for (int i = 0; i < 1_000; i++) {
            passed += guard.mayPass(decoded(version1), i) ? 1 : 0;
        }

        assertThat(passed).isEqualTo(16);
        assertThat(guard.mayPass(decoded(version1), Duration.ofMinutes(2).toNanos())).isTrue();
    }

    @Test
    void forgetsTheEldestWhenThereAreTooMany() {
        assertThat(guard.mayPass(packet(SEEN, 1), 0)).isTrue();
        for (int i = 0; i < 40_000; i++) {
            guard.mayPass(packet(SEEN + i * 1_000L, 2), 0);
        }
        assertThat(guard.mayPass(packet(SEEN, 1), 0)).isTrue();
    }
}
