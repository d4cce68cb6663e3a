package io.sipvault.agent.hep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.agent.hep.RunningStation.Kept;
import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class HepForwardingTest {
    @TempDir
    private static Path folder;

    private RunningStation collector(String transport, String... more) throws Exception {
        String[] settings = new String[more.length + 1];
        System.arraycopy(more, 0, settings, 0, more.length);
        settings[more.length] = "listen=" + transport + ":127.0.0.1:0";
        return RunningStation.start(folder, RunningStation.withTls(folder, settings));
    }

    private RunningStation forwarder(String transport, RunningStation to, String... more) throws IOException {
        String[] settings = new String[more.length + 4];
        System.arraycopy(more, 0, settings, 0, more.length);
        settings[more.length] = "listen=udp:127.0.0.1:0";
        settings[more.length + 1] = "forward=" + transport + ":127.0.0.1:" + to.port(0);
        settings[more.length + 2] = "forward-trust=" + folder.resolve("hep.crt");
        settings[more.length + 3] = "forward-id=77";
        return RunningStation.start(folder, settings);
    }

    private static ForwardStatus status(RunningStation running) {
        return running.station.forwarding().orElseThrow();
    }

    private static void observe(RunningStation running, int number) {
        byte[] message = ("  " + HepTraffic.message(number)).getBytes(UTF_8);
        running.station.tap().message(6, HepTraffic.CALLER, HepTraffic.PROXY,
                Clock.systemUTC().millis() * 1_000_000, message, 2, message.length - 2);
    }

    @Test
    void sendsWhatItReceivedAsItCame() throws Exception {
        byte[][] sent = {HepTraffic.version1(1), HepTraffic.version2(2), HepTraffic.version3(3)};
        try (RunningStation collector = collector("udp"); RunningStation running = forwarder("udp", collector)) {
            running.sendUdp(0, sent);

            assertThat(collector.awaitKept(3)).extracting(Kept::hep).containsExactly(sent);
            assertThat(running.awaitKept(3)).extracting(Kept::hep).containsExactly(sent);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void writesAllAnewAsVersion3WithItsOwnKeyAndTheSendersNames(String transport) throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "ours");
        try (RunningStation collector = collector(transport, "key-file=" + key);
                RunningStation running = forwarder(transport, collector, "forward-as=hep3",
                        "forward-key-file=" + key)) {
            running.sendUdp(0, HepTraffic.version1(1), HepTraffic.version2(2), HepTraffic.version3(3, "theirs"));
            running.awaitKept(3);
            observe(running, 4);

            List<Kept> kept = collector.awaitKept(4);

            assertThat(kept).extracting(Kept::message).containsExactly(HepTraffic.message(1), HepTraffic.message(2),
                    HepTraffic.message(3), HepTraffic.message(4));
            assertThat(kept).extracting(one -> one.packet().version()).containsOnly(3);
            assertThat(kept).extracting(one -> one.packet().agentId()).containsExactly(77L, 2002L, 2001L, 77L);
            assertThat(kept).extracting(one -> one.packet().nodeName()).containsExactly("hep-127.0.0.1", "", "",
                    "edge-1");
            assertThat(kept.get(3).packet().flow().source()).isEqualTo(HepTraffic.CALLER);
            assertThat(kept.get(3).packet().ipProtocol()).isEqualTo(6);
            RunningStation.await(() -> status(running).sent() == 4);
        }
    }

    @Test
    void writesOlderVersionsAnewWhereAStreamCouldNotTellWhereTheyEnd() throws Exception {
        byte[] third = HepTraffic.version3(3);
        try (RunningStation collector = collector("tcp"); RunningStation running = forwarder("tcp", collector)) {
            running.sendUdp(0, HepTraffic.version1(1), HepTraffic.version2(2), third);

            List<Kept> kept = collector.awaitKept(3);
            assertThat(kept).extracting(Kept::message).contains(HepTraffic.message(1), HepTraffic.message(2));
            assertThat(kept.get(2).hep()).isEqualTo(third);
        }
    }

    @Test
    void sendsNothingTwiceThatComesRound() throws Exception {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        try (RunningStation one = RunningStation.start(folder, "listen=tcp:127.0.0.1:0",
                "forward=tcp:127.0.0.1:" + free, "forward-id=1");
                RunningStation other = RunningStation.start(folder, "listen=tcp:127.0.0.1:" + free,
                        "forward=tcp:127.0.0.1:" + one.port(0), "forward-id=2");
                Socket socket = one.connect(0)) {
            RunningStation.send(socket, HepTraffic.version3(1));
            observe(one, 2);

            RunningStation.await(() -> status(one).looped() == 1);
            one.awaitRefused(HepRefusal.OWN, 1);
            assertThat(other.awaitKept(2)).hasSize(2);
            assertThat(one.awaitKept(2)).extracting(Kept::message).containsOnly(HepTraffic.message(1));
            assertThat(status(one).sent()).isEqualTo(2);
        }
    }

    @Test
    void connectsAgainAndSendsWhatWaitedMeanwhile() throws Exception {
        RunningStation first = collector("tcp");
        int port = first.port(0);
        try (RunningStation running = forwarder("tcp", first)) {
            observe(running, 1);
            first.awaitKept(1);
            first.close();
            // until the end of the connection is noticed, a message may be written to nobody
            int number = 2;
            while (status(running).trouble() == null) {
                observe(running, number++);
                Thread.sleep(20);
            }
            int last = number;
            observe(running, last);
            try (RunningStation second = RunningStation.start(folder, "listen=tcp:127.0.0.1:" + port)) {
                RunningStation.await(() -> second.kept().stream()
                        .anyMatch(one -> one.message().equals(HepTraffic.message(last))));
                RunningStation.await(() -> status(running).trouble() == null);
            }
        }
    }

    @Test
    void tellsThatNobodyTakesItsDatagramsAndGoesOnSending() throws Exception {
        RunningStation first = collector("udp");
        int port = first.port(0);
        try (RunningStation running = forwarder("udp", first)) {
            observe(running, 1);
            first.awaitKept(1);
            first.close();
            int number = 2;
            while (status(running).failed() == 0) {
                observe(running, number++);
                Thread.sleep(5);
            }
            assertThat(status(running).trouble()).isNotNull();
            try (RunningStation second = RunningStation.start(folder, "listen=udp:127.0.0.1:" + port)) {
                observe(running, number);
                second.awaitKept(1);
            }
        }
    }

    @Test
    void neverWaitsForACollectorThatTakesNothingAndEndsSoon() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningStation running = RunningStation.start(folder,
                        "forward=tcp:127.0.0.1:" + deaf.getLocalPort(), "listen=udp:127.0.0.1:0")) {
            int number = 0;
            while (status(running).noRoom() == 0) {
                observe(running, number++);
            }
            assertThat(status(running).waiting()).isLessThan(number);
        }
    }

    @Test
    void refusesACollectorOverTlsWhoseCertificateItDoesNotTrust() throws Exception {
        try (RunningStation collector = collector("tls");
                RunningStation running = RunningStation.start(folder, "listen=udp:127.0.0.1:0",
                        "forward=tls:127.0.0.1:" + collector.port(0))) {
            observe(running, 1);
            RunningStation.await(() -> status(running).trouble() != null);

            assertThat(Objects.requireNonNull(status(running).trouble())).contains("certification path");
            assertThat(collector.kept()).isEmpty();
        }
    }

    @Test
    void knowsItsOwnPacketsOnTheWire() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningStation running = RunningStation.start(folder, "listen=udp:0.0.0.0:0", "allow=any",
                        "forward=tcp:127.0.0.1:" + server.getLocalPort())) {
            observe(running, 1);
            try (Socket link = server.accept()) {
                Endpoint here = Endpoints.of((InetSocketAddress) link.getRemoteSocketAddress());
                Endpoint there = Endpoints.of((InetSocketAddress) link.getLocalSocketAddress());
                Endpoint listener = Endpoint.ofV4(0x7f000001, running.port(0));
                Endpoint elsewhere = Endpoint.ofV4(0xc0000201, running.port(0));
                RunningStation.await(() -> status(running).sent() == 1);

                assertThat(running.station.tap().isOwn(6, here, there)).isTrue();
                assertThat(running.station.tap().isOwn(6, there, here)).isTrue();
                assertThat(running.station.tap().isOwn(6, HepTraffic.CALLER, there)).isFalse();
                assertThat(running.station.tap().isOwn(17, HepTraffic.CALLER, listener)).isTrue();
                assertThat(running.station.tap().isOwn(6, HepTraffic.CALLER, listener)).isFalse();
                assertThat(running.station.tap().isOwn(17, HepTraffic.CALLER, elsewhere)).isFalse();
            }
        }
    }

    @Test
    void countsWhatIsTooLargeForTheFormat() throws Exception {
        try (RunningStation collector = collector("tcp"); RunningStation running = forwarder("tcp", collector)) {
            byte[] message = new byte[65_500];
            running.station.tap().message(17, HepTraffic.CALLER, HepTraffic.PROXY, 0, message, 0, message.length);

            assertThat(status(running).tooLarge()).isEqualTo(1);
            assertThat(status(running).waiting()).isZero();
        }
    }
}
