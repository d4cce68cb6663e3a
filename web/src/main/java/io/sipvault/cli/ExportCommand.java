package io.sipvault.cli;

import io.sipvault.indexer.evidence.CaptureExport;
import io.sipvault.indexer.evidence.ExpiredPackets;
import io.sipvault.indexer.evidence.PacketCollector;
import io.sipvault.indexer.evidence.SortedPackets;
import io.sipvault.indexer.evidence.TarExport;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.importing.ImportedFileReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives back original packets. */
@Command(name = "export", mixinStandardHelpOptions = true, description = "Gives back the original packets of a call (.pcap, .pcapng or .tar), or an imported file byte for "
        + "byte as it was after decompression.")
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(names = "-o", paramLabel = "FILE", required = true, description = "file to write")
    private Path output = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What is exported. */
    static final class What {
        @Option(names = "--call-id", paramLabel = "ID", description = "Call-ID of any leg; all legs are exported")
        private @Nullable String callId;

        @Option(names = "--import", paramLabel = "ID", description = "id of an import, import-...")
        private @Nullable String importId;
    }

    @Override
    public Integer call() throws IOException {
        try (Session session = Session.open(data, spec.commandLine().getErr())) {
            String callId = what.callId;
            String importId = what.importId;
            if (callId != null) {
                call(callId, session);
            } else if (importId != null) {
                imported(importId, session);
            }
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "writing " + output + " failed: " + e.getMessage(), e);
        }
        return 0;
    }

    private void call(String callId, Session session) throws IOException {
        String name = String.valueOf(output.getFileName());
        if (!name.endsWith(".pcap") && !name.endsWith(".pcapng") && !name.endsWith(".tar")) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "the file to write, " + name
                    + ", must end in .pcap, .pcapng or .tar");
        }
        PacketCollector collector = new PacketCollector(session.archive(), session.dialogs());
        List<Hit> legs = ShowCommand.legsOf(callId, session.search());
        legs.forEach(leg -> collector.add(leg, session.search()));
        try (SortedPackets packets = new SortedPackets(folder())) {
            List<ExpiredPackets> expired = collector.collect(packets);
            long count = write(name, callId, legs, packets, expired);
            spec.commandLine().getErr().println(count + " packets of " + legs.size() + " leg(s) written to " + output);
            expired.forEach(e -> spec.commandLine().getErr().println(e.sentence() + " are not in it ("
                    + e.chunks().size() + " chunks)"));
        }
    }

    /** Where what does not fit into memory may lie meanwhile: there is to be room for the file anyway. */
    private Path folder() {
        Path parent = output.toAbsolutePath().getParent();
        return parent == null ? output.toAbsolutePath() : parent;
    }

    private long write(String name, String callId, List<Hit> legs, SortedPackets packets,
            List<ExpiredPackets> expired) throws IOException {
        try (OutputStream out = Files.newOutputStream(output)) {
            if (name.endsWith(".tar")) {
                return TarExport.write(callId, legs, packets, expired, Version.TEXT, folder(), out);
            }
            return name.endsWith(".pcapng")
                    ? CaptureExport.pcapng(packets, Version.TEXT, out)
                    : CaptureExport.pcap(packets, out);
        }
    }

    private void imported(String id, Session session) throws IOException {
        ImportedFileReader reader = new ImportedFileReader(session.archive());
        // said before the file to write is touched
        reader.parts(id);
        try (OutputStream out = Files.newOutputStream(output)) {
            String sha256 = reader.copy(id, out);
            spec.commandLine().getErr().println(output + " written, SHA-256 " + sha256 + " as imported");
        }
    }
}
