package io.sipvault.agent.hep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.agent.hep.RunningStation.Kept;
import io.sipvault.agent.tls.PemFiles;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.hep.HepProtocolType;
import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class HepListenerTest {
    @TempDir
    private static Path folder;

    private RunningStation udp(String... more) throws IOException {
        String[] settings = Arrays.copyOf(more, more.length + 1);
        settings[more.length] = "listen=udp:127.0.0.1:0";
        return RunningStation.start(folder, settings);
    }

    private RunningStation tcp(String... more) throws IOException {
        String[] settings = Arrays.copyOf(more, more.length + 1);
        settings[more.length] = "listen=tcp:127.0.0.1:0";
        return RunningStation.start(folder, settings);
    }

    @Test
    void keepsEachVersionOverUdpAsADatagramBetweenTheRealEnds() throws Exception {
        try (RunningStation running = udp()) {
            Endpoint from = running.sendUdp(0, HepTraffic.version1(1), HepTraffic.version2(2), HepTraffic.version3(3));

            List<Kept> kept = running.awaitKept(3);

            assertThat(kept).extracting(one -> one.packet().version()).containsExactly(1, 2, 3);
            assertThat(kept).extracting(Kept::message).containsExactly(HepTraffic.message(1), HepTraffic.message(2),
                    HepTraffic.message(3));
            assertThat(kept).allSatisfy(one -> {
                assertThat(one.from()).isEqualTo(from);
                assertThat(one.at()).isEqualTo(Endpoints.of(running.address(0)));
                assertThat(one.packet().source()).isEqualTo(HepTraffic.CALLER);
            });
        }
    }

    @Test
    void tellsTheAddressThatASenderReachedAlsoWhereItListensAtAll() throws Exception {
        try (RunningStation running = RunningStation.start(folder, "listen=udp:0.0.0.0:0", "allow=127.0.0.0/8")) {
            running.sendUdp(0, HepTraffic.version3(1));

            assertThat(running.awaitKept(1)).singleElement().satisfies(
                    one -> assertThat(one.at()).isEqualTo(Endpoint.ofV4(0x7f000001, running.port(0))));
        }
    }

    @Test
    void keepsWhatComesOverIpv6() throws Exception {
        InetAddress loopback = InetAddress.ofLiteral("::1");
        try (DatagramSocket socket = new DatagramSocket(0, loopback);
                RunningStation running = RunningStation.start(folder, "listen=udp:[::1]:0")) {
            byte[] packet = HepTraffic.version3(1);
            socket.send(new DatagramPacket(packet, packet.length, new InetSocketAddress(loopback, running.port(0))));

            assertThat(running.awaitKept(1)).singleElement().satisfies(one -> {
                assertThat(one.from()).isEqualTo(new Endpoint(0, 1, socket.getLocalPort()));
                assertThat(one.at()).isEqualTo(new Endpoint(0, 1, running.port(0)));
                assertThat(one.hep()).isEqualTo(packet);
            });
        } catch (BindException e) {
            Assumptions.abort("SKIPPED, this machine has no IPv6: " + e.getMessage());
        }
    }

    @Test
    void keepsWhatComesOverIpv4WhereItListensAtAllAddressesOfBoth() throws Exception {
        try (RunningStation running = RunningStation.start(folder, "listen=udp:[::]:0,tcp:[::]:0",
                "allow=127.0.0.0/8"); Socket socket = running.connect(1)) {
            Endpoint from = running.sendUdp(0, HepTraffic.version3(1));
            running.awaitKept(1);
            RunningStation.send(socket, HepTraffic.version3(2));

            List<Kept> kept = running.awaitKept(2);
            assertThat(kept.getFirst().from()).isEqualTo(from);
            assertThat(kept).extracting(Kept::at).containsExactly(Endpoint.ofV4(0x7f000001, running.port(0)),
                    Endpoint.ofV4(0x7f000001, running.port(1)));
        } catch (ForensicException e) {
            Assumptions.abort("SKIPPED, this machine has no IPv6: " + e.getMessage());
        }
    }

    @Test
    void keepsOtherProtocolTypesAndNothingThatIsNoHep() throws Exception {
        byte[] report = HepTraffic.begun().u8(11, HepProtocolType.RTCP_JSON).text(15, "{}").bytes();
        byte[] damaged = HepTraffic.version3(2);
        damaged[5] = 100;
        try (RunningStation running = udp()) {
            running.sendUdp(0, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8), damaged,
                    new byte[0], HepTraffic.begun().bytes(), report);

            assertThat(running.awaitKept(1)).singleElement()
                    .satisfies(one -> assertThat(one.hep()).isEqualTo(report));
            assertThat(running.station.senders().refused()).containsEntry(HepRefusal.NOT_HEP, 2L)
                    .containsEntry(HepRefusal.NOT_READABLE, 2L);
        }
    }

    @Test
    void asksForTheKeyAndKeepsZerosInItsPlace() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "s3cret\n");
        try (RunningStation running = udp("key-file=" + key)) {
            running.sendUdp(0, HepTraffic.version3(1), HepTraffic.version2(2), HepTraffic.version3(3, "s3cre"),
                    HepTraffic.version3(4, "s3cret"));

            assertThat(running.awaitKept(1)).singleElement().satisfies(one -> {
                assertThat(one.message()).isEqualTo(HepTraffic.message(4));
                assertThat(one.packet().key().is("\0\0\0\0\0\0")).isTrue();
            });
            assertThat(running.station.senders().refused()).containsEntry(HepRefusal.NO_KEY, 2L)
                    .containsEntry(HepRefusal.WRONG_KEY, 1L);
        }
    }

    @Test
    void refusesAddressesThatAreNotAllowed() throws Exception {
        try (RunningStation running = RunningStation.start(folder, "listen=udp:127.0.0.1:0,tcp:127.0.0.1:0",
                "allow=10.0.0.0/8,2001:db8::/32")) {
            running.sendUdp(0, HepTraffic.version3(1));
            try (Socket socket = running.connect(1)) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
            running.awaitRefused(HepRefusal.NOT_ALLOWED, 2);

            assertThat(running.kept()).isEmpty();
            assertThat(running.station.senders().snapshot()).singleElement()
                    .satisfies(sender -> assertThat(sender.refused()).containsEntry(HepRefusal.NOT_ALLOWED, 2L));
        }
    }

    @Test
    void refusesMoreThanTheRateOfOneSender() throws Exception {
        try (RunningStation running = udp("rate=3")) {
            for (int i = 0; i < 30; i++) {
                running.sendUdp(0, HepTraffic.version3(i));
            }
            running.awaitRefused(HepRefusal.TOO_FAST, 1);
            RunningStation.await(() -> running.kept().size()
                    + running.station.senders().refused().getOrDefault(HepRefusal.TOO_FAST, 0L) == 30);
        }
    }

    @Test
    void framesWhatComesOverTcpInOddPieces() throws Exception {
        byte[] stream = HepTraffic.joined(HepTraffic.version3(1), HepTraffic.version3(2),
                HepTraffic.begun().sip(2001, HepTraffic.message(3) + "x".repeat(40_000)), HepTraffic.version3(4));
        Random random = new Random(3);
        try (RunningStation running = tcp(); Socket socket = running.connect(0)) {
            socket.setTcpNoDelay(true);
            for (int at = 0; at < stream.length;) {
                int count = Math.min(stream.length - at, 1 + random.nextInt(at < 1_000 ? 7 : 4_000));
                RunningStation.send(socket, Arrays.copyOfRange(stream, at, at + count));
                at += count;
            }
            List<Kept> kept = running.awaitKept(4);

            assertThat(HepTraffic.joined(kept.stream().map(Kept::hep).toArray(byte[][]::new))).isEqualTo(stream);
            assertThat(kept).allSatisfy(one -> assertThat(one.from())
                    .isEqualTo(Endpoints.of(socket.getLocalAddress(), socket.getLocalPort())));
        }
    }

    @Test
    void goesOnAfterDamageOnAConnectionThatHadSentHep() throws Exception {
        try (RunningStation running = tcp(); Socket socket = running.connect(0)) {
            RunningStation.send(socket, HepTraffic.version3(1));
            running.awaitKept(1);
            RunningStation.send(socket, HepTraffic.joined(new byte[100], HepTraffic.version3(2)));

            assertThat(running.awaitKept(2)).extracting(Kept::message).containsExactly(HepTraffic.message(1),
                    HepTraffic.message(2));
            running.awaitRefused(HepRefusal.NOT_HEP, 1);
        }
    }

    @Test
    void closesConnectionsThatBeginWithSomethingElse() throws Exception {
        try (RunningStation running = tcp(); Socket socket = running.connect(0)) {
            RunningStation.send(socket, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(running.station.senders().refused()).containsEntry(HepRefusal.NOT_HEP, 1L);
        }
    }

    @Test
    void closesConnectionsThatSayNothing() throws Exception {
        try (RunningStation running = tcp("idle=PT1S"); Socket socket = running.connect(0)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void takesSoManyConnectionsOfOneSenderAndOthersWhenTheyEnd() throws Exception {
        try (RunningStation running = tcp("connections-per-sender=2")) {
            try (Socket first = running.connect(0); Socket second = running.connect(0)) {
                RunningStation.send(first, HepTraffic.version3(1));
                RunningStation.send(second, HepTraffic.version3(2));
                running.awaitKept(2);
                try (Socket third = running.connect(0)) {
                    assertThat(third.getInputStream().read()).isEqualTo(-1);
                }
                assertThat(running.station.senders().refused()).containsEntry(HepRefusal.CONNECTIONS, 1L);
            }
            int tries = 0;
            while (running.kept().size() < 3) {
                try (Socket again = running.connect(0)) {
                    RunningStation.send(again, HepTraffic.version3(3));
                    Thread.sleep(++tries);
                } catch (IOException e) {
                    // the first two are not gone yet
                }
            }
        }
    }

    private SSLSocket secured(RunningStation running) throws Exception {
        SSLContext context = PemFiles.sending(folder.resolve("hep.crt"));
        return (SSLSocket) context.getSocketFactory().createSocket(running.connect(0), "127.0.0.1", running.port(0),
                true);
    }

    @Test
    void keepsWhatComesOverTls() throws Exception {
        try (RunningStation running = RunningStation.start(folder,
                RunningStation.withTls(folder, "listen=tls:127.0.0.1:0")); Socket socket = secured(running)) {
            RunningStation.send(socket, HepTraffic.joined(HepTraffic.version3(1), HepTraffic.version3(2)));

            assertThat(running.awaitKept(2)).extracting(Kept::message).containsExactly(HepTraffic.message(1),
                    HepTraffic.message(2));
        }
    }

    @Test
    void refusesWhatSpeaksNoTlsWhereTlsIsSpoken() throws Exception {
        try (RunningStation running = RunningStation.start(folder,
                RunningStation.withTls(folder, "listen=tls:127.0.0.1:0")); Socket socket = running.connect(0)) {
            RunningStation.send(socket, HepTraffic.version3(1));
            running.awaitRefused(HepRefusal.TLS, 1);

            assertThat(running.kept()).isEmpty();
        }
    }

    @Test
    void saysInOneLineWhyItCannotListen() throws Exception {
        try (RunningStation running = udp(); RunningStation stream = tcp()) {
            assertThatThrownBy(() -> RunningStation.start(folder, "listen=udp:127.0.0.1:" + running.port(0)))
                    .isInstanceOf(ForensicException.class)
                    .hasMessageContainingAll("listening for HEP at udp:127.0.0.1:",
                            "in use", "another collector");
            assertThatThrownBy(() -> RunningStation.start(folder, "listen=tcp:127.0.0.1:" + stream.port(0)))
                    .isInstanceOf(ForensicException.class).hasMessageContaining("in use");
        }
        assertThatThrownBy(() -> RunningStation.start(folder, "listen=udp:192.0.2.1:9060", "allow=any"))
                .isInstanceOf(ForensicException.class).hasMessageContaining("an address of this host?");
        assertThatThrownBy(() -> RunningStation.start(folder, "listen=tls:127.0.0.1:0", "tls-certificate=none.crt",
                "tls-key=none.key")).isInstanceOf(ForensicException.class)
                .hasMessageContainingAll("none.crt", "PKCS#8");
        assertThatThrownBy(() -> udp("key-file=" + folder.resolve("none")))
                .isInstanceOf(ForensicException.class).hasMessageContaining("reading a key of HEP from");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300})
    void survivesAnyBytes(long seed) throws Exception {
        Random random = new Random(seed);
        try (RunningStation running = RunningStation.start(folder, "rate=1000000",
                "listen=udp:127.0.0.1:0,tcp:127.0.0.1:0")) {
            for (int i = 0; i < 300; i++) {
                byte[] bytes = random.nextBoolean() ? new byte[random.nextInt(2_000)] : HepTraffic.version3(i);
                for (int count = random.nextInt(30); count > 0 && bytes.length > 0; count--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                running.sendUdp(0, bytes);
                if (i % 10 == 0) {
                    try (Socket socket = running.connect(1)) {
                        RunningStation.send(socket, bytes);
                    }
                }
            }
            running.sendUdp(0, HepTraffic.version3(9_999));
            RunningStation.await(() -> running.kept().stream()
                    .anyMatch(one -> one.message().contains("number-9999")));
            assertThat(running.isRunning()).isTrue();
        }
    }

    @Test
    void keepsWhatTheSocketHasWhenItIsStopped() throws Exception {
        RunningStation running = udp();
        try (running) {
            for (int i = 0; i < 500; i++) {
                running.sendUdp(0, HepTraffic.version3(i));
            }
        }
        assertThat(running.kept()).hasSize(500);
        assertThat(running.ledger.untold(ChunkKind.SIP).isNone()).isTrue();
    }

    @Test
    void countsWhatDoesNotFitIntoADatagramAsDropped() throws Exception {
        String padding = "x".repeat(CarrierPacket.MOST_PAYLOAD + 1 - HepTraffic.version3(1).length);
        byte[] large = HepTraffic.begun().sip(2001, HepTraffic.message(1) + padding);
        try (RunningStation running = tcp(); Socket socket = running.connect(0)) {
            RunningStation.send(socket, HepTraffic.joined(large, HepTraffic.version3(2)));

            assertThat(running.awaitKept(1)).extracting(Kept::message).containsExactly(HepTraffic.message(2));
            assertThat(running.ledger.untold(ChunkKind.SIP).agent()).isEqualTo(1);
            assertThat(running.station.senders().refused()).containsEntry(HepRefusal.TOO_LARGE, 1L);
        }
    }
}
