package io.sipvault.indexer.evidence;

import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.wire.Hash128;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A bundle of a call's evidence: a capture for each vantage, what the index says of each leg, and the sums of all files. */
public final class TarExport {
    private TarExport() {}

    /** Writes the bundle. */
    public static void write(String callId, List<Hit> legs, List<EvidencePacket> packets, String application,
            OutputStream out) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Map<String, List<EvidencePacket>> byVantage = new TreeMap<>();
        packets.forEach(p -> byVantage.computeIfAbsent(p.vantage(), v -> new ArrayList<>()).add(p));
        for (Map.Entry<String, List<EvidencePacket>> vantage : byVantage.entrySet()) {
            ByteArrayOutputStream capture = new ByteArrayOutputStream();
            CaptureExport.pcapng(vantage.getValue(), application, capture);
            files.put(fileName(vantage.getKey()) + ".pcapng", capture.toByteArray());
        }
        StringBuilder manifest = new StringBuilder("{\"application\":" + quoted(application) + ",\"call_id\":"
                + quoted(callId) + ",\"packets\":" + packets.size() + ",\"legs\":[");
        for (int i = 0; i < legs.size(); i++) {
            manifest.append(i == 0 ? "" : ",").append(legs.get(i).display());
        }
        files.put("manifest.json", manifest.append("]}\n").toString().getBytes(StandardCharsets.UTF_8));
        files.put("SHA256SUMS", sums(files));
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
    }

    private static byte[] sums(Map<String, byte[]> files) {
        StringBuilder sums = new StringBuilder();
        files.forEach((name, bytes) -> sums
                .append(HexFormat.of().formatHex(Hash128.sha256().digest(bytes))).append("  ").append(name)
                .append('\n'));
        return sums.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return ViewJson.write(text);
    }

    /** An agent's name as a file name: what is not plainly safe becomes an underscore. */
    private static String fileName(String vantage) {
        String safe = vantage.replaceAll("[^A-Za-z0-9_-]", "_");
        return safe.isEmpty() ? "_" : safe.substring(0, Math.min(80, safe.length()));
    }
}
