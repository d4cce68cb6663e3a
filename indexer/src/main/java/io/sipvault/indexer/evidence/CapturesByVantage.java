package io.sipvault.indexer.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parts packets into a pcapng file for each vantage. */
final class CapturesByVantage implements Closeable {
    private final String application;
    private final Path folder;
    private final Map<String, Part> parts = new TreeMap<>();

    CapturesByVantage(String application, Path folder) {
        this.application = application;
        this.folder = folder;
    }

    /** A finished file. */
    record Capture(String vantage, Path file) {}

    private record Part(Path file, CaptureExport.Pcapng writer) {}

    void packet(EvidencePacket packet) throws IOException {
        Part part = parts.get(packet.vantage());
        if (part == null) {
            Path file = Files.createTempFile(folder, ".sipvault-export-", ".pcapng");
            part = new Part(file, new CaptureExport.Pcapng(application, Files.newOutputStream(file)));
            parts.put(packet.vantage(), part);
        }
        part.writer.packet(packet);
    }

    /** Ends all files. */
    List<Capture> finish() throws IOException {
        List<Capture> captures = new ArrayList<>();
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            part.getValue().writer.close();
            captures.add(new Capture(part.getKey(), part.getValue().file));
        }
        return captures;
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts.values()) {
            part.writer.close();
            Files.deleteIfExists(part.file);
        }
    }
}
