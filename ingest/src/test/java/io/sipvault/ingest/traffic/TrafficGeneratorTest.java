package io.sipvault.ingest.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.fragment.EntryType;
import io.sipvault.ingest.fragment.FragmentReader;
import io.sipvault.ingest.fragment.RtpEntry;
import io.sipvault.ingest.fragment.SipEntry;
import io.sipvault.ingest.fragment.TornDatagramEntry;
import io.sipvault.ingest.importing.FileImporter;
import io.sipvault.ingest.net.IpFragment;
import io.sipvault.ingest.net.IpReassembler;
import io.sipvault.ingest.pcap.CaptureScanner;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import io.sipvault.ingest.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficGeneratorTest {
    private static final TrafficProfile CALLS = TrafficProfile.rtpHeavy(11).withDialogs(30)
            .withMedia(Duration.ofSeconds(6));
    private static final TrafficProfile SIGNALLING = TrafficProfile.sipOnly(12).withDialogs(600);

    @TempDir
    Path folder = Path.of("");

    @Test
    void writesTheSameBytesForTheSameSeed() throws IOException {
        TrafficProfile profile = SIGNALLING.withDialogs(50);
        assertThat(capture(profile)).isEqualTo(capture(profile));
        TrafficProfile other = TrafficProfile.sipOnly(13).withDialogs(50);
        assertThat(capture(other)).isNotEqualTo(capture(profile));
    }

    @Test
    void writesPacketsInTimeOrderAndCountsThem() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TrafficLedger ledger = TrafficGenerator.write(CALLS.withTcpShare(0.3).withFragmentShare(0.3), out);
        byte[] bytes = out.toByteArray();
        CaptureScanner scanner = Objects.requireNonNull(CaptureScanner.detect(bytes, 0, bytes.length));
        long packets = 0;
        long lastNs = TrafficGenerator.START_NS;
        for (int at = 0; at < bytes.length;) {
            int read = scanner.next(bytes, at, bytes.length);
            assertThat(read).as("unit at %d", at).isPositive();
            at += read;
            if (scanner.isPacket()) {
                packets++;
                assertThat(scanner.timeNs()).isGreaterThanOrEqualTo(lastNs);
                lastNs = scanner.timeNs();
            }
        }
        assertThat(packets).isEqualTo(ledger.packets());
        assertThat(bytes).hasSize((int) ledger.bytes());
    }

    @Test
    void writesChecksumsThatVerify() throws IOException {
        byte[] bytes = capture(CALLS.withDialogs(6).withTcpShare(0.5));
        CaptureScanner scanner = Objects.requireNonNull(CaptureScanner.detect(bytes, 0, bytes.length));
        int udp = 0;
        int tcp = 0;
        for (int at = 0; at < bytes.length;) {
            at += scanner.next(bytes, at, bytes.length);
            if (scanner.isPacket()) {
                int ip = scanner.dataOffset() + 14;
                int protocol = Bytes.u8(bytes, ip + 9);
                int length = Bytes.u16(bytes, ip + 2) - 20;
                assertThat(sum16(bytes, ip, 20, 0)).isEqualTo(0xffff);
                long pseudo = sum16(bytes, ip + 12, 8, 0) + protocol + length;
                assertThat(sum16(bytes, ip + 20, length, pseudo)).isEqualTo(0xffff);
                udp += protocol == 17 ? 1 : 0;
                tcp += protocol == 6 ? 1 : 0;
            }
        }
        assertThat(udp).isPositive();
        assertThat(tcp).isPositive();
    }

    @Test
    void decodesToTheCallsAndStreamsOfTheLedger() throws IOException {
        Decoded decoded = decode(CALLS.withTcpShare(0.3).withFragmentShare(0.4));
        TrafficLedger ledger = decoded.ledger;
        assertThat(ledger.tcpSegments()).isPositive();
        assertThat(ledger.fragments()).isPositive();
        assertThat(ledger.rtpLost()).isPositive();
        decoded.assertSipIsThatOfTheLedger();
        assertThat(decoded.streams()).isEqualTo(expectedStreams(ledger));
        assertThat(decoded.rtp.stream().mapToLong(e -> e.rtcp().size()).sum())
                .isGreaterThanOrEqualTo(ledger.rtcpPackets());
    }

    @Test
    void decodesToTheSignallingOfTheLedger() throws IOException {
        Decoded decoded = decode(SIGNALLING.withTcpShare(0.2).withFragmentShare(0.2));
        assertThat(decoded.ledger.requests()).containsKeys("REGISTER", "OPTIONS", "INVITE", "ACK", "BYE", "CANCEL");
        assertThat(decoded.ledger.responses()).containsKeys(100, 180, 200, 401, 486, 487);
        decoded.assertSipIsThatOfTheLedger();
        assertThat(decoded.rtp).isEmpty();
    }

    @Test
    void makesCallsAloneFromATimeOn() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long startNs = TrafficGenerator.START_NS + Duration.ofDays(40).toNanos();
        TrafficLedger ledger = TrafficGenerator.write(TrafficProfile.callsOfADay(3).withDialogs(200), startNs, out);
        byte[] bytes = out.toByteArray();
        CaptureScanner scanner = Objects.requireNonNull(CaptureScanner.detect(bytes, 0, bytes.length));
        scanner.next(bytes, scanner.next(bytes, 0, bytes.length), bytes.length);
        assertThat(scanner.timeNs()).isGreaterThan(startNs);
        assertThat(ledger.dialogs()).isEqualTo(200);
        assertThat(ledger.requests()).containsOnlyKeys("INVITE", "ACK", "BYE", "CANCEL");
        assertThat(ledger.responses()).containsKeys(200, 486, 487);
    }

    @Test
    void sendsDigitsInSomeCalls() throws IOException {
        TrafficLedger ledger = TrafficGenerator.write(CALLS, new ByteArrayOutputStream());
        assertThat(ledger.streams()).anyMatch(s -> s.digits().endsWith("#"));
    }

    private static byte[] capture(TrafficProfile profile) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TrafficGenerator.write(profile, out);
        return out.toByteArray();
    }

    private static Map<String, Integer> expectedStreams(TrafficLedger ledger) {
        Map<String, Integer> packets = new TreeMap<>();
        ledger.streams().forEach(s -> packets.put(s.source() + " " + s.destination() + " " + s.ssrc(), s.captured()));
        return packets;
    }

    /** RFC 1071, 16 bits at a time. */
    private static int sum16(byte[] b, int offset, int length, long start) {
        long sum = start;
        for (int i = 0; i < length; i++) {
            sum += i % 2 == 0 ? (b[offset + i] & 0xff) << 8 : b[offset + i] & 0xff;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) sum;
    }

    private Decoded decode(TrafficProfile profile) throws IOException {
        Path file = folder.resolve("capture.pcap");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TrafficLedger ledger = TrafficGenerator.write(profile, out);
        Files.write(file, out.toByteArray());
        Archive archive = new Archive(new MemoryObjectStore());
        FileImporter importer = new FileImporter(archive, ManifestSigner.loadOrCreate(folder.resolve("key")),
                folder.resolve("staging"), Runnable::run, "test", Clock.systemUTC());
        List<ChunkId> chunks = importer.importFile(file, FileImporter.IMPORT_VANTAGE).chunks();
        assertThat(chunks).as("a small capture is one chunk").hasSize(1);
        ChunkManifest manifest = archive.manifest(chunks.getFirst()).orElseThrow();
        archive.store().putIfAbsent("fragment", ChunkDecoder.decode(manifest, archive.reader(manifest)));
        return Decoded.read(ledger, FragmentReader.open(archive.store(), "fragment"));
    }

    private record Decoded(TrafficLedger ledger, FragmentReader reader, List<SipEntry> sip, List<RtpEntry> rtp,
            List<IpFragment> torn) {
        static Decoded read(TrafficLedger ledger, FragmentReader reader) {
            Decoded decoded = new Decoded(ledger, reader, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            FragmentReader.Cursor cursor = reader.cursor();
            while (cursor.next()) {
                if (cursor.key().type() == EntryType.SIP) {
                    decoded.sip.add(SipEntry.decode(cursor.body()));
                } else if (cursor.key().type() == EntryType.RTP) {
                    decoded.rtp.add(RtpEntry.decode(cursor.body()));
                } else if (cursor.key().type() == EntryType.TORN_DATAGRAM) {
                    decoded.torn.addAll(TornDatagramEntry.decode(cursor.body(), 0).fragments());
                }
            }
            return decoded;
        }

        /** Whole messages, and those whose fragments came in another order than that of their bytes. */
        private List<byte[]> messages() {
            List<byte[]> messages = new ArrayList<>();
            sip.forEach(entry -> entry.observations().forEach(o -> messages.add(o.text())));
            IpReassembler.Joined joined = IpReassembler.join(torn);
            assertThat(joined.leftovers()).isEmpty();
            joined.datagrams().forEach(d -> messages.add(Arrays.copyOfRange(d.payload(), 8, d.payload().length)));
            return messages;
        }

        void assertSipIsThatOfTheLedger() {
            Map<String, Long> requests = new TreeMap<>();
            Map<Integer, Long> responses = new TreeMap<>();
            List<byte[]> messages = messages();
            for (byte[] text : messages) {
                SipMessage message = SipMessage.parse(text, 0, text.length);
                assertThat(message.defects()).as(message.startLineText()).isEmpty();
                if (message.isRequest()) {
                    requests.merge(message.method(), 1L, Long::sum);
                } else {
                    responses.merge(message.statusCode(), 1L, Long::sum);
                }
            }
            assertThat(messages).hasSize((int) ledger.sipMessages());
            assertThat(sip).hasSize((int) ledger.dialogs());
            assertThat(requests).isEqualTo(ledger.requests());
            assertThat(responses).isEqualTo(ledger.responses());
            assertThat(reader.header().packets()).isEqualTo(ledger.packets());
        }

        Map<String, Integer> streams() {
            Map<String, Integer> packets = new TreeMap<>();
            rtp.stream().filter(e -> !e.trace().isEmpty())
                    .forEach(e -> packets.put(e.source() + " " + e.destination() + " " + e.ssrc(), e.trace().size()));
            return packets;
        }
    }
}
