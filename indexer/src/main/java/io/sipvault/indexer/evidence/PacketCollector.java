package io.sipvault.indexer.evidence;

import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ExpiryMarks;
import io.sipvault.ingest.chunk.format.ChunkReader;
import io.sipvault.ingest.decode.PacketWalk;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.fragment.RtpEntry;
import io.sipvault.ingest.link.Outcome;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.pcap.CaptureScanner;
import io.sipvault.ingest.rtp.RtpHeader;
import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Fetches the original frames of a call: SIP by the places that were noted, RTCP too, RTP by the frames that hold its streams.
 * What expired is left out and named.
 */
public final class PacketCollector {
    private final Archive archive;
    private final DialogReader dialogs;
    private final Map<String, Wanted> wanted = new TreeMap<>();

    public PacketCollector(Archive archive, DialogReader dialogs) {
        this.archive = archive;
        this.dialogs = dialogs;
    }

    private record StreamKey(Endpoint source, Endpoint destination, int ssrc) {}

    /** What is wanted of one chunk. */
    private static final class Wanted {
        final Set<Integer> offsets = new HashSet<>();
        final Set<StreamKey> streams = new HashSet<>();
        final TreeSet<Integer> frames = new TreeSet<>();
    }

    /** Adds a dialog's messages and streams. */
    public void add(Hit dialog, EvidenceSearch search) {
        dialogs.read(dialog, Long.MIN_VALUE).packets()
                .forEach((chunk, offsets) -> of(chunk).offsets.addAll(offsets));
        dialogs.streams(dialog, search).forEach(stream -> dialogs.stream(stream, this::add));
        dialogs.reportedStreams(dialog, search).forEach(stream -> dialogs.stream(stream, this::add));
    }

    /** Of a stream only where it is; its trace may be of hours. */
    private void add(String chunk, RtpEntry entry) {
        Wanted wanted = of(chunk);
        if (entry.firstFrame() >= 0) {
            wanted.streams.add(new StreamKey(entry.source(), entry.destination(), entry.ssrc()));
            IntStream.rangeClosed(entry.firstFrame(), entry.lastFrame()).forEach(wanted.frames::add);
        }
        entry.rtcp().forEach(rtcp -> IntStream.of(rtcp.packetOffsets()).forEach(wanted.offsets::add));
    }

    private Wanted of(String chunk) {
        return wanted.computeIfAbsent(chunk, c -> new Wanted());
    }

    /** What of it expired, and is therefore not collected. */
    public List<ExpiredPackets> expired() {
        return ExpiredPackets.of(new ExpiryMarks(archive), wanted.keySet());
    }

    /** Reads the frames, chunk by chunk, but those that expired. @return what expired */
    public List<ExpiredPackets> collect(SortedPackets into) throws IOException {
        List<ExpiredPackets> expired = expired();
        Set<String> gone = new HashSet<>();
        expired.forEach(e -> gone.addAll(e.chunks()));
        try {
            wanted.forEach((chunk, w) -> {
                if (!gone.contains(chunk)) {
                    read(ChunkId.parse(chunk), w, into);
                }
            });
            return expired;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void read(ChunkId id, Wanted w, SortedPackets into) {
        ChunkManifest manifest = archive.manifest(id).orElseThrow(() -> new ForensicException(ErrorCode.NOT_FOUND,
                "exporting packets: the manifest of chunk " + id + " is not in " + archive.store().location()));
        ChunkReader reader = archive.reader(manifest);
        w.offsets.forEach(offset -> w.frames.add(reader.frameAt(offset)));
        PacketWalk walk = new PacketWalk(manifest, reader);
        Matcher matcher = new Matcher(w, manifest.vantage(), into);
        Integer from = w.frames.isEmpty() ? null : w.frames.first();
        while (from != null) {
            int to = from;
            while (w.frames.contains(to + 1)) {
                to++;
            }
            walk.between(from, to, matcher);
            from = w.frames.higher(to);
        }
    }

    /** Picks the wanted packets of the frames that are walked. */
    private static final class Matcher implements PacketWalk.Visitor {
        private final Wanted w;
        private final String vantage;
        private final SortedPackets into;
        private final Packet packet = new Packet();
        private final PacketDissector dissector = new PacketDissector();

        Matcher(Wanted w, String vantage, SortedPackets into) {
            this.w = w;
            this.vantage = vantage;
            this.into = into;
        }

        @Override
        public void packet(byte[] content, CaptureScanner scanner, int offset, int frame) {
            if (w.offsets.contains(offset) || (!w.streams.isEmpty() && isMedia(content, scanner))) {
                int from = scanner.dataOffset();
                add(new EvidencePacket(scanner.timeNs(), scanner.linkType(), scanner.originalLength(), vantage,
                        Arrays.copyOfRange(content, from, from + scanner.capturedLength())));
            }
        }

        private void add(EvidencePacket wanted) {
            try {
                into.add(wanted);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private boolean isMedia(byte[] content, CaptureScanner scanner) {
            packet.reset(content, scanner.dataOffset(), scanner.capturedLength(), scanner.originalLength(),
                    scanner.linkType(), scanner.timeNs());
            return dissector.dissect(packet) == Outcome.UDP
                    && RtpHeader.hasShape(packet.buffer(), packet.payloadOffset(), packet.payloadLength())
                    && w.streams.contains(new StreamKey(packet.source(), packet.destination(),
                            RtpHeader.ssrc(packet.buffer(), packet.payloadOffset())));
        }
    }
}
