package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.importing.ImportSummary;
import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Sends files to a server, and waits until they are indexed. */
final class RemoteImport {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final RunningServer server;
    private final PrintWriter err;
    private final List<ImportSummary.Failure> failed = new ArrayList<>();

    RemoteImport(RunningServer server, PrintWriter err) {
        this.server = server;
        this.err = err;
    }

    /** As an import without a server: the same counts. */
    ImportSummary run(List<Path> files, String agent) {
        err.println("the server at " + server.url() + " imports");
        Map<String, Path> sent = new LinkedHashMap<>();
        for (Path file : files) {
            send(file, agent, sent);
        }
        Sums sums = new Sums();
        sent.forEach((id, file) -> sums.add(await(id, file)));
        return sums.summary(files.size(), failed, new ArrayList<>(sent.keySet()));
    }

    private void send(Path file, String agent, Map<String, Path> sent) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new FileNotFoundException(file.toString());
            }
            JsonNode answer = server.post("/api/imports?name=" + encoded(String.valueOf(file.getFileName())) + "&agent="
                    + encoded(agent), "application/octet-stream", HttpRequest.BodyPublishers.ofFile(file));
            String id = answer.path("id").asString("");
            sent.putIfAbsent(id, file);
            err.println(file + ": " + (answer.path("known").asBoolean(false) ? "known already" : "received") + " as "
                    + id);
        } catch (FileNotFoundException e) {
            fail(file, "reading " + file + " failed: there is no such file, or it may not be read");
        } catch (ForensicException e) {
            if (e.code() != ErrorCode.BAD_REQUEST) {
                throw e;
            }
            fail(file, String.valueOf(e.getMessage()));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode await(String id, Path file) {
        while (true) {
            JsonNode now = server.get("/api/imports/" + id);
            switch (now.path("state").asString("")) {
                case "done" -> {
                    JsonNode steps = now.path("progress");
                    err.println(ImportLines.archived(file.toString(), steps.path("packets").asLong(0),
                            steps.path("content_bytes").asLong(0), false, id));
                    if (now.path("reason").isString()) {
                        fail(file, now.path("reason").asString() + "; what comes before the damage is indexed");
                    }
                    return now.path("summary");
                }
                case "failed", "interrupted" -> {
                    fail(file, now.path("reason").asString(""));
                    return now.path("summary");
                }
                default -> LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void fail(Path file, String reason) {
        err.println(file + ": " + reason);
        failed.add(new ImportSummary.Failure(file.toString(), reason));
    }

    /** Counts of several imports; what the index holds is that of the last. */
    private static final class Sums {
        private final Map<String, Long> counts = new TreeMap<>();
        private final Map<String, Long> undecoded = new TreeMap<>();
        private final Map<String, Long> inHep = new TreeMap<>();
        private final Map<String, Long> index = new TreeMap<>();
        private final List<ImportSummary.Failure> failed = new ArrayList<>();

        void add(JsonNode summary) {
            for (String name : List.of("packets", "bytes", "sip_messages", "log_lines")) {
                counts.merge(name, summary.path(name).asLong(0), Long::sum);
            }
            for (String name : List.of("dialogs", "calls", "rtp_streams")) {
                index.merge(name, summary.path(name).asLong(0), Math::max);
            }
            add(summary.path("undecoded"), undecoded);
            add(summary.path("in_hep"), inHep);
            summary.path("failed").forEach(failure -> failed.add(new ImportSummary.Failure(
                    failure.path("file").asString(""), failure.path("reason").asString(""))));
        }

        ImportSummary summary(int files, List<ImportSummary.Failure> others, List<String> imports) {
            List<ImportSummary.Failure> all = new ArrayList<>(others);
            all.addAll(failed);
            return new ImportSummary(files, of(counts, "packets"), of(counts, "bytes"), of(counts, "sip_messages"),
                    of(index, "dialogs"), of(index, "calls"), of(index, "rtp_streams"), of(counts, "log_lines"),
                    undecoded, inHep, all, imports);
        }

        private static void add(JsonNode more, Map<String, Long> sum) {
            more.propertyStream()
                    .forEach(entry -> sum.merge(entry.getKey(), entry.getValue().asLong(0), Long::sum));
        }

        private static long of(Map<String, Long> map, String name) {
            return map.getOrDefault(name, 0L);
        }
    }
}
