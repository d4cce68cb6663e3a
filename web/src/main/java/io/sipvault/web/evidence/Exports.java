package io.sipvault.web.evidence;

import io.sipvault.indexer.evidence.CaptureExport;
import io.sipvault.indexer.evidence.ExpiredPackets;
import io.sipvault.indexer.evidence.PacketCollector;
import io.sipvault.indexer.evidence.SortedPackets;
import io.sipvault.indexer.evidence.TarExport;
import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.launch.DataDirectory;
import io.sipvault.web.evidence.CallFinder.Found;
import io.sipvault.web.problem.ApiException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** The original packets of calls, written as they are sent: memory stays the same whatever a call's length. */
@Component
public final class Exports {
    /** Program and version, which captures say that they were written by. */
    private final String tool;
    private final Archive archive;
    private final DialogReader reader;
    private final EvidenceSearch search;
    private final CallFinder finder;
    private final Path folder;

    Exports(Archive archive, DialogReader reader, EvidenceSearch search, CallFinder finder, DataDirectory data,
            @Value("${sipvault.tool:sipvault}") String tool) {
        this.tool = tool;
        this.archive = archive;
        this.reader = reader;
        this.search = search;
        this.finder = finder;
        this.folder = data.root().resolve("exporting");
        removeLeftovers();
    }

    /** What a server that was killed had gathered: one process holds the data directory, so nobody needs it. */
    private void removeLeftovers() {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "removing what unfinished exports left in " + folder
                    + " failed: " + e.getMessage() + ". Is the data directory writable for this user?", e);
        }
    }

    /** In which form packets are taken along. */
    public enum Form {
        PCAP("application/vnd.tcpdump.pcap"), PCAPNG("application/x-pcapng"), TAR("application/x-tar");

        private final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /** The packets of a call that are there, gathered and in order; to be closed. */
    public final class Export implements AutoCloseable {
        private final Found dialog;
        private final List<Found> legs;
        private final SortedPackets packets;
        private final List<ExpiredPackets> expired;

        private Export(Found dialog, List<Found> legs, SortedPackets packets, List<ExpiredPackets> expired) {
            this.dialog = dialog;
            this.legs = legs;
            this.packets = packets;
            this.expired = expired;
        }

        /** What is not in it since it expired, as sentences. */
        public List<String> expired() {
            return expired.stream().map(ExpiredPackets::sentence).toList();
        }

        public void write(Form form, OutputStream out) throws IOException {
            switch (form) {
                case PCAP -> CaptureExport.pcap(packets, out);
                case PCAPNG -> CaptureExport.pcapng(packets, tool, out);
                case TAR -> TarExport.write(dialog.view().callId(), legs.stream().map(Found::hit).toList(), packets,
                        expired, tool, folder, out);
            }
        }

        @Override
        public void close() {
            try {
                packets.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    /**
     * Gathers the packets of all legs of a call.
     *
     * @throws ApiException
     *             409 where a pcap cannot hold them, which has one link type; 410 where all expired that a capture would
     *             hold
     */
    public Export of(Found dialog, Form form) {
        List<Found> legs = finder.legs(dialog);
        try {
            Files.createDirectories(folder);
            SortedPackets packets = new SortedPackets(folder);
            try {
                PacketCollector collector = new PacketCollector(archive, reader);
                legs.forEach(leg -> collector.add(leg.hit(), search));
                List<ExpiredPackets> expired = collector.collect(packets);
                refuseMixed(packets, form);
                refuseExpired(packets, expired, form);
                return new Export(dialog, legs, packets, expired);
            } catch (IOException | RuntimeException e) {
                packets.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static void refuseMixed(SortedPackets packets, Form form) {
        if (form == Form.PCAP && packets.linkTypes().size() > 1) {
            throw ApiException.conflict("the packets of this call have the link types " + packets.linkTypes()
                    + ", and a pcap has one; export.pcapng holds them all");
        }
    }

    private static void refuseExpired(SortedPackets packets, List<ExpiredPackets> expired, Form form) {
        if (form != Form.TAR && packets.linkTypes().isEmpty() && !expired.isEmpty()) {
            throw ApiException.gone(expired.stream().map(ExpiredPackets::sentence).collect(Collectors.joining("; "))
                    + "; export.tar has what the index says of the call");
        }
    }

    private ForensicException failed(IOException e) {
        return new ForensicException(ErrorCode.LOCAL_FILE, "exporting by way of " + folder + " failed: "
                + e.getMessage() + ". Is there room on the disk?", e);
    }
}
