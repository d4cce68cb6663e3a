package io.sipvault.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.sipvault.agent.hep.HepTraffic;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.decode.PacketWalk;
import io.sipvault.ingest.fragment.EntryType;
import io.sipvault.ingest.fragment.FragmentReader;
import io.sipvault.ingest.fragment.FragmentReader.Cursor;
import io.sipvault.ingest.fragment.SipEntry;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent that receives HEP, as a process, up to what a server reads in the archive. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class HepAgentIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    private Path folder;

    private Path settings(String agent, String more) throws IOException {
        return Files.writeString(folder.resolve(agent + ".properties"), """
                sipvault.agent.name = %2$s
                sipvault.agent.data = %1$s/data-%2$s
                sipvault.store = %1$s/store
                %3$s
                """.formatted(folder, agent, more));
    }

    /** The port that it got. */
    private static int port(AgentProcess agent, String transport) throws IOException {
        Matcher matcher = Pattern.compile("HEP at " + transport + ":127\\.0\\.0\\.1:(\\d+)").matcher(agent.said());
        assertThat(matcher.find()).as(agent.said()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private static void sendUdp(int port, byte[]... packets) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            for (byte[] packet : packets) {
                socket.send(new DatagramPacket(packet, packet.length, LOOPBACK, port));
            }
        }
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** By Call-ID the vantage of each observation in the archive, and how often. */
    private Map<String, List<String>> archived(String agent) throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        try (ObjectStore store = LocalObjectStores.open(folder.resolve("store"));
                MemoryObjectStore fragments = new MemoryObjectStore()) {
            Archive archive = new Archive(store);
            for (ChunkId id : archive.idsOf(agent)) {
                ChunkManifest manifest = archive.manifest(id).orElseThrow();
                String key = id.toString();
                fragments.putIfAbsent(key, ChunkDecoder.decode(manifest, archive.reader(manifest)));
                Cursor cursor = FragmentReader.open(fragments, key).cursor();
                while (cursor.next()) {
                    if (cursor.key().type() == EntryType.SIP) {
                        SipEntry entry = SipEntry.decode(cursor.body());
                        entry.observations().forEach(seen -> found
                                .computeIfAbsent(entry.callId(), call -> new ArrayList<>())
                                .add(seen.reporter().vantage(manifest.vantage())));
                    }
                }
            }
        }
        return found;
    }

    private long packets(String agent, ChunkKind kind) throws IOException {
        long[] packets = {0};
        try (ObjectStore store = LocalObjectStores.open(folder.resolve("store"))) {
            Archive archive = new Archive(store);
            for (ChunkId id : archive.idsOf(agent)) {
                ChunkManifest manifest = archive.manifest(id).orElseThrow();
                if (manifest.kind() == kind) {
                    new PacketWalk(manifest, archive.reader(manifest))
                            .all((content, scanner, offset, frame) -> packets[0]++);
                }
            }
        }
        return packets[0];
    }

    @Test
    void archivesEachVersionOverEachTransportWithItsSenderAsWitness() throws Exception {
        SelfSigned made = SelfSigned.make(folder);
        String text = """
                sipvault.agent.hep.listen = udp:127.0.0.1:0, tcp:127.0.0.1:0, tls:127.0.0.1:0
                sipvault.agent.hep.tls-certificate = %s
                sipvault.agent.hep.tls-key = %s
                """.formatted(made.certificate(folder.resolve("c.pem")), made.key(folder.resolve("k.pem")));
        try (AgentProcess agent = AgentProcess.start(settings("edge-1", text)).awaitCapture()) {
            sendUdp(port(agent, "udp"), HepTraffic.version1(1), HepTraffic.version2(2), HepTraffic.version3(3));
            try (Socket tcp = new Socket(LOOPBACK, port(agent, "tcp"));
                    Socket tls = made.trusted().getSocketFactory().createSocket(LOOPBACK, port(agent, "tls"))) {
                send(tcp, HepTraffic.version3(4));
                send(tls, HepTraffic.version3(5));
                sendUdp(port(agent, "udp"), "no HEP".getBytes(UTF_8));
                agent.awaitLine("is refused: what it sends is no HEP");
                Thread.sleep(300);
            }
            assertThat(agent.stop()).contains("agent id 2002").doesNotContain("\tat ");
        }
        assertThat(archived("edge-1")).containsExactly(
                entry("number-1", List.of("edge-1/hep-127.0.0.1")), entry("number-2", List.of("edge-1/hep-2002")),
                entry("number-3", List.of("edge-1/hep-2001")), entry("number-4", List.of("edge-1/hep-2001")),
                entry("number-5", List.of("edge-1/hep-2001")));
    }

    @Test
    void declaresAGapForTheTimeThatItDidNotListen() throws Exception {
        Path settings = settings("edge-1", "sipvault.agent.hep.listen = udp:127.0.0.1:0");
        for (int start = 0; start < 2; start++) {
            try (AgentProcess agent = AgentProcess.start(settings).awaitCapture()) {
                sendUdp(port(agent, "udp"), HepTraffic.version3(start));
                agent.awaitLine("HEP from");
                agent.stop();
            }
        }
        try (ObjectStore store = LocalObjectStores.open(folder.resolve("store"))) {
            ArchivedMessages archived = new ArchivedMessages(store, "edge-1");
            assertThat(archived.copies).hasSize(2);
            assertThat(archived.gaps).hasSize(1);
        }
    }

    @Test
    void forwardsToAnotherAgentThatArchivesItToo() throws Exception {
        try (AgentProcess second = AgentProcess
                .start(settings("core-1", "sipvault.agent.hep.listen = tcp:127.0.0.1:0")).awaitCapture();
                AgentProcess first = AgentProcess.start(settings("edge-1", """
                        sipvault.agent.hep.listen = udp:127.0.0.1:0
                        sipvault.agent.hep.forward = tcp:127.0.0.1:%d
                        sipvault.agent.hep.forward-as = hep3
                        """.formatted(port(second, "tcp")))).awaitCapture()) {
            sendUdp(port(first, "udp"), HepTraffic.version1(1), HepTraffic.version2(2));
            second.awaitLine("agent id 2002");
            assertThat(first.stop()).doesNotContain("\tat ");
            assertThat(second.stop()).doesNotContain("\tat ");
        }
        assertThat(archived("edge-1")).containsOnlyKeys("number-1", "number-2");
        assertThat(archived("core-1")).containsExactly(entry("number-1", List.of("core-1/hep-127.0.0.1")),
                entry("number-2", List.of("core-1/hep-2002")));
    }

    @Test
    void keepsMediaThatHepAnnouncedAndItsOwnHepOnceBesideACapture() throws Exception {
        LiveCapture.require();
        int free;
        try (DatagramSocket probe = new DatagramSocket(0, LOOPBACK)) {
            free = probe.getLocalPort();
        }
        // others may send on loopback, too
        try (DatagramSocket phone = new DatagramSocket(0, LOOPBACK);
                AgentProcess agent = AgentProcess.start(settings("edge-1", """
                        sipvault.agent.interfaces = lo
                        sipvault.agent.filter = udp port %1$d or udp port %2$d
                        sipvault.agent.hep.listen = udp:127.0.0.1:%1$d
                        """.formatted(free, phone.getLocalPort()))).awaitCapture()) {
            String sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                    + phone.getLocalPort() + " RTP/AVP 0\r\n";
            String invite = "INVITE sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1\r\n"
                    + "From: <sip:a@example.com>;tag=1\r\nTo: <sip:b@example.com>\r\nCall-ID: media\r\n"
                    + "CSeq: 1 INVITE\r\nContent-Type: application/sdp\r\nContent-Length: " + sdp.length()
                    + "\r\n\r\n" + sdp;
            sendUdp(port(agent, "udp"), HepTraffic.begun().sip(2001, invite));
            agent.awaitLine("HEP from");
            for (int i = 0; i < 10; i++) {
                byte[] rtp = new byte[172];
                rtp[0] = (byte) 0x80;
                rtp[3] = (byte) i;
                rtp[6] = (byte) (i * 160 >> 8);
                rtp[7] = (byte) (i * 160);
                rtp[11] = 9;
                sendUdp(phone.getLocalPort(), rtp);
            }
            Thread.sleep(500);
            assertThat(agent.stop()).doesNotContain("\tat ");
        }
        assertThat(archived("edge-1")).containsExactly(entry("media", List.of("edge-1/hep-2001")));
        assertThat(packets("edge-1", ChunkKind.RTP)).isEqualTo(10);
        assertThat(packets("edge-1", ChunkKind.SIP)).isEqualTo(1);
    }

    @Test
    void saysInOneLineWhyItCannotListen() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(0, LOOPBACK);
                AgentProcess agent = AgentProcess.start(settings("edge-1",
                        "sipvault.agent.hep.listen = udp:127.0.0.1:" + taken.getLocalPort()))) {
            assertThat(agent.end()).isEqualTo(1);
            assertThat(agent.said().lines()).singleElement().asString()
                    .startsWith("sipvault agent: listening for HEP at udp:127.0.0.1:").contains("in use");
        }
    }
}
