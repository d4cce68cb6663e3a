package io.sipvault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.decode.PacketWalk;
import io.sipvault.ingest.link.Outcome;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import io.sipvault.ingest.wire.Bytes;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent that keeps no media, or headers, is told by HTTP to keep that of one number. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class ScopedCaptureIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String ID = "d8e3a6b8f0c24c7a93fb";
    private static final int PACKETS = 25;
    private static final int ETHERNET_TO_UDP = 14 + 20 + 8;
    private static final int RTP = 12 + 160;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    /** Port of the call that no scope wants. */
    private int other;

    @BeforeEach
    void requireCapture() {
        LiveCapture.require();
    }

    private Path settings(String media) throws IOException {
        Files.writeString(folder.resolve("token"), TOKEN);
        return Files.writeString(folder.resolve("agent.properties"), """
                sipvault.agent.name = edge-1
                sipvault.agent.interfaces = lo
                sipvault.agent.filter = udp
                sipvault.agent.media = %2$s
                sipvault.agent.data = %1$s/data
                sipvault.agent.command.listen = 127.0.0.1:0
                sipvault.agent.command.token-file = %1$s/token
                sipvault.store = %1$s/store
                """.formatted(folder, media));
    }

    private static String address(AgentProcess agent) throws IOException, InterruptedException {
        return agent.awaitCapture().said().replaceFirst("(?s).*commands are taken at (http://[0-9.:]+).*", "$1");
    }

    private String ask(String url, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + TOKEN);
        return client.send(body.isEmpty() ? request.build() : request.POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString()).body();
    }

    private void awaitStatus(String address, String words) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (!ask(address + "/commands/" + ID, "").contains(words)) {
            assertThat(System.nanoTime() - began).as(ask(address + "/commands/" + ID, ""))
                    .isLessThan(Duration.ofMinutes(1).toNanos());
            Thread.sleep(50);
        }
    }

    /** A call with media in one direction, at a port of its own. */
    private static int call(String caller, String callId) throws IOException {
        try (DatagramSocket proxy = socket(); DatagramSocket media = socket(); DatagramSocket phone = socket()) {
            String sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                    + media.getLocalPort() + " RTP/AVP 0\r\n";
            send(phone, proxy, ("INVITE sip:15558672044@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1"
                    + "\r\nFrom: <sip:" + caller + "@127.0.0.1>;tag=1\r\nTo: <sip:15558672044@127.0.0.1>\r\nCall-ID: "
                    + callId + "\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\nContent-Length: "
                    + sdp.length() + "\r\n\r\n" + sdp).getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < PACKETS; i++) {
                byte[] rtp = new byte[RTP];
                Bytes.putI32(rtp, 0, 0x80000000 | 100 + i);
                Bytes.putI32(rtp, 4, 160 * i);
                Bytes.putI32(rtp, 8, media.getLocalPort());
                send(phone, media, rtp);
            }
            return media.getLocalPort();
        }
    }

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    private static void send(DatagramSocket from, DatagramSocket to, byte[] bytes) throws IOException {
        from.send(new DatagramPacket(bytes, bytes.length, to.getLocalSocketAddress()));
    }

    /** Lengths of the archived packets of media, by the port that they went to. */
    private Map<Integer, List<Integer>> archived() {
        Map<Integer, List<Integer>> found = new TreeMap<>();
        try (ObjectStore store = LocalObjectStores.open(folder.resolve("store"))) {
            Archive archive = new Archive(store);
            for (ChunkId id : archive.idsOf("edge-1")) {
                ChunkManifest manifest = archive.manifest(id).orElseThrow();
                new PacketWalk(manifest, archive.reader(manifest)).all((content, scanner, offset, frame) -> {
                    Packet packet = new Packet();
                    packet.reset(content, scanner.dataOffset(), scanner.capturedLength(), scanner.originalLength(),
                            Traffic.ETHERNET, scanner.timeNs());
                    if (id.kind() == ChunkKind.RTP && new PacketDissector().dissect(packet) == Outcome.UDP) {
                        found.computeIfAbsent(packet.destinationPort(), port -> new ArrayList<>())
                                .add(scanner.capturedLength());
                    }
                });
            }
        }
        return found;
    }

    private int captureTwoCalls(String media) throws IOException, InterruptedException {
        try (AgentProcess agent = AgentProcess.start(settings(media))) {
            String address = address(agent);
            assertThat(ask(address + "/commands/start", "{\"id\": \"" + ID
                    + "\", \"criteria\": {\"from\": \"+1 555 443 0191\"}, \"capture_rtp\": true, \"expires_at\": \""
                    + Instant.now().plusSeconds(600) + "\"}")).contains("\"state\":\"running\"");
            other = call("15554430192", "other@host");
            int wanted = call("15554430191", "wanted@host");
            awaitStatus(address, "\"media_packets\":" + PACKETS);
            assertThat(ask(address + "/commands/" + ID + "/events", "")).contains("Call-ID: wanted@host")
                    .doesNotContain("other@host");
            assertThat(agent.stop()).doesNotContain("\tat ");
            return wanted;
        }
    }

    @Test
    void keepsTheMediaOfTheNumberAloneWhereNoneIsKept() throws Exception {
        int wanted = captureTwoCalls("none");

        assertThat(archived()).containsOnlyKeys(wanted);
        assertThat(archived().get(wanted)).hasSize(PACKETS).containsOnly(ETHERNET_TO_UDP + RTP);
    }

    @Test
    void keepsTheMediaOfTheNumberWholeWhereHeadersAreKept() throws Exception {
        int wanted = captureTwoCalls("headers");

        assertThat(archived()).containsOnlyKeys(wanted, other);
        assertThat(archived().get(wanted)).hasSize(PACKETS).containsOnly(ETHERNET_TO_UDP + RTP);
        assertThat(archived().get(other)).hasSize(PACKETS).containsOnly(ETHERNET_TO_UDP + 12);
    }

    @Test
    void goesOnAfterTheAgentWasKilled() throws Exception {
        Path settings = settings("none");
        try (AgentProcess agent = AgentProcess.start(settings)) {
            assertThat(ask(address(agent) + "/commands/start", "{\"id\": \"" + ID
                    + "\", \"criteria\": {\"from\": \"5554430191\"}, \"capture_rtp\": true, \"expires_at\": \""
                    + Instant.now().plusSeconds(600) + "\"}")).contains("\"state\":\"running\"");
            agent.kill();
        }
        int wanted;
        try (AgentProcess agent = AgentProcess.start(settings)) {
            String address = address(agent);
            wanted = call("15554430191", "wanted@host");
            awaitStatus(address, "\"media_packets\":" + PACKETS);
            assertThat(agent.stop()).doesNotContain("\tat ");
        }
        assertThat(archived()).containsOnlyKeys(wanted);
    }
}
