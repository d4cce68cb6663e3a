package io.sipvault.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.agent.Traffic;
import io.sipvault.agent.Traffic.Frame;
import io.sipvault.agent.collect.PacketWatch;
import io.sipvault.agent.collect.SignallingTap;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PacketFilterTest {
    /** A kept packet. */
    private record Kept(ChunkKind kind, int length, int originalLength) {}

    private final List<Kept> kept = new ArrayList<>();
    private final PacketCounts counts = new PacketCounts();

    private PacketWatch watch = PacketWatch.NONE;

    /** Sees whatever is shown, and wants media between some ports. */
    private static final class Watching implements PacketWatch {
        private final List<String> shown = new ArrayList<>();
        private final Set<Endpoint> wanted = new HashSet<>();

        @Override
        public boolean isActive() {
            return true;
        }

        @Override
        public void message(Flow flow, long timeNs, byte[] bytes, SipMessage message, List<Endpoint> announced) {
            shown.add(flow + " " + message.method() + " ");
            wanted.addAll(announced);
        }

        @Override
        public boolean keepsMedia(Packet packet) {
            return wanted.contains(packet.destination());
        }
    }

    private PacketFilter filter(MediaPolicy media, boolean announcedOnly) {
        return new PacketFilter(media, new MessageObservers(announcedOnly ? new AnnouncedMedia() : null, watch),
                (kind, linkType, timeNs, original, bytes, length) -> kept.add(new Kept(kind, length, original)),
                SignallingTap.NONE, counts);
    }

    private void feed(PacketFilter filter, List<Frame> frames) {
        frames.forEach(frame -> filter.packet(frame.bytes(), frame.bytes().length, frame.bytes().length,
                Traffic.ETHERNET, frame.timeNs()));
    }

    private long count(ChunkKind kind) {
        return kept.stream().filter(packet -> packet.kind == kind).count();
    }

    @Test
    void keepsMediaThatWasAnnouncedAndAllSignalling() throws IOException {
        Traffic traffic = Traffic.calls(30);

        feed(filter(MediaPolicy.WHOLE, true), traffic.frames());

        assertThat(count(ChunkKind.RTP)).as("RTP, and RTCP beside it").isBetween(traffic.ledger().rtpPackets(),
                traffic.ledger().rtpPackets() * 11 / 10);
        assertThat(count(ChunkKind.SIP)).isGreaterThanOrEqualTo(traffic.ledger().sipMessages());
        assertThat(kept).allMatch(packet -> packet.length == packet.originalLength);
        assertThat(counts.kept()).isEqualTo(kept.size());
        assertThat(counts.kept() + counts.left()).isEqualTo(traffic.frames().size());
    }

    @Test
    void leavesMediaThatNoSdpNamed() throws IOException {
        List<Frame> frames = Traffic.calls(5).frames();
        PacketFilter filter = filter(MediaPolicy.WHOLE, true);
        int firstMedia = firstMedia(frames);

        feed(filter, frames.subList(firstMedia, firstMedia + 1));

        assertThat(kept).isEmpty();
        assertThat(counts.left()).isEqualTo(1);
    }

    private static int firstMedia(List<Frame> frames) {
        PacketCounts one = new PacketCounts();
        int[] found = {-1};
        PacketFilter any = new PacketFilter(MediaPolicy.WHOLE, new MessageObservers(null, PacketWatch.NONE),
                (kind, linkType, timeNs, original, bytes, length) -> found[0] = kind == ChunkKind.RTP ? 1 : found[0],
                SignallingTap.NONE, one);
        for (int i = 0; i < frames.size(); i++) {
            byte[] bytes = frames.get(i).bytes();
            any.packet(bytes, bytes.length, bytes.length, Traffic.ETHERNET, frames.get(i).timeNs());
            if (found[0] == 1) {
                return i;
            }
        }
        throw new AssertionError("no media among " + frames.size() + " frames");
    }

    @Test
    void keepsTheHeadersOfMediaAlone() throws IOException {
        Traffic traffic = Traffic.calls(5);

        feed(filter(MediaPolicy.HEADERS, true), traffic.frames());

        int ethernetIpUdpRtp = 14 + 20 + 8 + 12;
        assertThat(kept.stream().filter(packet -> packet.kind == ChunkKind.RTP && packet.originalLength > 200))
                .isNotEmpty().allMatch(packet -> packet.length == ethernetIpUdpRtp);
        assertThat(kept.stream().filter(packet -> packet.kind == ChunkKind.SIP))
                .allMatch(packet -> packet.length == packet.originalLength);
    }

    @Test
    void keepsNoMediaWhereThePolicySaysNone() throws IOException {
        feed(filter(MediaPolicy.NONE, false), Traffic.calls(5).frames());

        assertThat(count(ChunkKind.RTP)).isZero();
        assertThat(count(ChunkKind.SIP)).isPositive();
    }

    @Test
    void keepsSignallingThatIsReportedInHep() throws IOException {
        List<Frame> frames = Traffic.frames(Files.readAllBytes(Path.of("../sample-data/captures/22-hep.pcap")));
        List<String> texts = frames.stream().map(frame -> new String(frame.bytes(), StandardCharsets.ISO_8859_1))
                .toList();

        feed(filter(MediaPolicy.NONE, true), frames);

        assertThat(texts).anyMatch(text -> text.contains("HEP3"));
        assertThat(kept).hasSameSizeAs(texts.stream().filter(text -> text.contains("SIP/2.0")).toList());
    }

    @Test
    void showsEachMessageOverUdpAndThoseThatStandWholeInASegment() throws IOException {
        Watching watching = new Watching();
        watch = watching;
        Traffic traffic = Traffic.calls(20);

        feed(filter(MediaPolicy.NONE, false), traffic.frames());

        assertThat(watching.shown).hasSizeBetween((int) traffic.ledger().sipMessages() / 2,
                (int) traffic.ledger().sipMessages());
        assertThat(watching.shown).anyMatch(shown -> shown.startsWith("TCP ") && shown.contains(" INVITE "))
                .anyMatch(shown -> shown.startsWith("UDP ") && shown.contains(" BYE "));
    }

    @Test
    void showsMessagesInHepWithTheEndsThatTheirSenderSaw() throws IOException {
        Watching watching = new Watching();
        watch = watching;

        feed(filter(MediaPolicy.NONE, false),
                Traffic.frames(Files.readAllBytes(Path.of("../sample-data/captures/22-hep.pcap"))));

        assertThat(watching.shown).hasSize((int) count(ChunkKind.SIP)).anyMatch(shown -> shown.contains(" INVITE "))
                .noneMatch(shown -> shown.contains(":9060"));
    }

    @Test
    void keepsMediaWholeThatIsAskedForWhateverThePolicySays() throws IOException {
        Watching watching = new Watching();
        watch = watching;
        Traffic traffic = Traffic.calls(5);

        feed(filter(MediaPolicy.NONE, true), traffic.frames());
        long none = count(ChunkKind.RTP);
        feed(filter(MediaPolicy.HEADERS, true), traffic.frames());

        assertThat(none).isPositive();
        assertThat(count(ChunkKind.RTP)).isGreaterThanOrEqualTo(2 * none);
        assertThat(kept.stream().limit(kept.size() / 2)).allMatch(packet -> packet.length == packet.originalLength);
        assertThat(kept.stream().filter(packet -> packet.originalLength > 200 && packet.kind == ChunkKind.RTP
                && packet.length == packet.originalLength).count()).isGreaterThan(none);
    }

    @Test
    void survivesAnyBytes() {
        Random random = new Random(3);
        watch = new Watching();
        PacketFilter filter = filter(MediaPolicy.HEADERS, true);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            if (bytes.length > 23) {
                bytes[12] = 8;
                bytes[13] = 0;
                bytes[14] = 0x45;
                bytes[23] = (byte) (random.nextBoolean() ? 17 : 6);
            }
            filter.packet(bytes, bytes.length, bytes.length + random.nextInt(3), Traffic.ETHERNET, i);
        }
        assertThat(counts.kept() + counts.left()).isEqualTo(20_000);
    }

    /** Sees messages, and takes what goes to or from some port for its own. */
    private static final class Seen implements SignallingTap {
        private final List<String> messages = new ArrayList<>();
        private final int ownPort;

        Seen(int ownPort) {
            this.ownPort = ownPort;
        }

        @Override
        public boolean isOwn(int ipProtocol, Endpoint source, Endpoint destination) {
            return source.port() == ownPort || destination.port() == ownPort;
        }

        @Override
        public void message(int ipProtocol, Endpoint source, Endpoint destination, long timeNs, byte[] bytes,
                int offset, int length) {
            messages.add(ipProtocol + " " + new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
        }
    }

    private PacketFilter filter(SignallingTap tap) {
        return new PacketFilter(MediaPolicy.NONE, new MessageObservers(null, PacketWatch.NONE),
                (kind, linkType, timeNs, original, bytes, length) -> kept.add(new Kept(kind, length, original)), tap,
                counts);
    }

    @Test
    void showsWholeMessagesOverUdpAndInTcpSegments() throws IOException {
        Traffic traffic = Traffic.calls(30);
        Seen seen = new Seen(-1);

        feed(filter(seen), traffic.frames());

        assertThat(seen.messages).allMatch(message -> message.matches("(?s)(17|6) .*SIP/2\\.0.*\r\n\r\n.*"))
                .anyMatch(message -> message.startsWith("6 ")).anyMatch(message -> message.startsWith("17 "));
        assertThat(seen.messages.size()).isBetween((int) traffic.ledger().sipMessages() / 2,
                (int) traffic.ledger().sipMessages());
    }

    @Test
    void keepsNoHepThatTheAgentReceivesOrSendsItselfAlsoInFragments() throws IOException {
        List<Frame> frames = Traffic.frames(Files.readAllBytes(Path.of("../sample-data/captures/22-hep.pcap")));
        int ethernetIpUdp = 14 + 20 + 8;
        List<Frame> sip = frames.stream()
                .filter(frame -> new String(frame.bytes(), ethernetIpUdp, frame.bytes().length - ethernetIpUdp,
                        StandardCharsets.ISO_8859_1).matches("(?s)(SIP/2\\.0 |[A-Z]+ sip:).*"))
                .toList();
        PacketFilter filter = filter(new Seen(9060));

        feed(filter, frames);
        feed(filter, List.of(fragment(0, 9060), fragment(1_480, 0)));

        assertThat(kept).hasSameSizeAs(sip);
        feed(filter, List.of(fragment(0, 5060), fragment(1_480, 0)));
        assertThat(kept).hasSize(sip.size() + 2);
    }

    /** The first fragment of a UDP datagram, or another. */
    private static Frame fragment(int offset, int port) {
        byte[] bytes = new byte[14 + 20 + 64];
        Bytes.putI16(bytes, 12, 0x0800);
        Bytes.putI32(bytes, 14, 0x45 << 24 | 84);
        Bytes.putI32(bytes, 18, 0x0007_0000 | (offset == 0 ? 0x2000 : offset / 8));
        Bytes.putI32(bytes, 22, 0x40110000);
        Bytes.putI32(bytes, 26, 0x0a000001);
        Bytes.putI32(bytes, 30, 0x0a000002);
        Bytes.putI16(bytes, 34, 40_000);
        Bytes.putI16(bytes, 36, port);
        return new Frame(1, bytes);
    }
}
