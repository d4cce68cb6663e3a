package io.sipvault.indexer.evidence;

import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.view.ViewJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A bundle of a call's evidence: a capture for each vantage, what the index says of each leg, and the sums of all files. */
public final class TarExport {
    private TarExport() {}

    /**
     * Writes the bundle.
     *
     * @param expired
     *            what of the call is not in it
     * @param folder
     *            where files may be made meanwhile: a tar names the size of a file before its content
     * @return how many packets
     */
    public static long write(String callId, List<Hit> legs, SortedPackets packets, List<ExpiredPackets> expired,
            String application, Path folder, OutputStream out) throws IOException {
        try (TarFiles files = new TarFiles(out);
                CapturesByVantage captures = new CapturesByVantage(application, folder)) {
            long count = packets.forEach(captures::packet);
            for (CapturesByVantage.Capture capture : captures.finish()) {
                files.add(fileName(capture.vantage()) + ".pcapng", Files.size(capture.file()),
                        tar -> Files.copy(capture.file(), tar));
            }
            files.add("manifest.json", manifest(callId, legs, count, expired, application));
            files.add("SHA256SUMS", files.sums());
            return count;
        }
    }

    private static byte[] manifest(String callId, List<Hit> legs, long packets, List<ExpiredPackets> expired,
            String application) {
        StringBuilder manifest = new StringBuilder("{\"application\":" + quoted(application) + ",\"call_id\":"
                + quoted(callId) + ",\"packets\":" + packets + ",\"expired\":" + ViewJson.write(expired)
                + ",\"legs\":[");
        for (int i = 0; i < legs.size(); i++) {
            manifest.append(i == 0 ? "" : ",").append(legs.get(i).display());
        }
        return manifest.append("]}\n").toString().getBytes(StandardCharsets.UTF_8);
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
