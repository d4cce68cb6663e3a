package io.sipvault.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Jobs of a server: asks for runs, waits for their end, shows what runs and ran. */
final class RemoteJobs {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int LATEST = 20;

    private final RunningServer server;
    private final PrintWriter out;

    RemoteJobs(RunningServer server, PrintWriter out) {
        this.server = server;
        this.out = out;
    }

    /** @return the exit status */
    int run(boolean index, boolean retry, boolean rebuild) {
        boolean well = true;
        if (index) {
            well = runJob("index", retry ? Map.of("retry", true) : Map.of());
        }
        if (rebuild) {
            well &= runJob("rebuild", Map.of());
        }
        JsonNode jobs = server.get("/api/jobs?limit=" + LATEST);
        jobs.path("chunks").propertyStream().forEach(entry -> out
                .println(entry.getValue().asLong(0) + " chunks " + entry.getKey().toUpperCase(java.util.Locale.ROOT)));
        jobs.path("jobs").forEach(job -> out.println(line(job)));
        return well ? 0 : 1;
    }

    /** Asks for a run, and waits until it is over. */
    JsonNode ended(String name, Map<String, Object> options) {
        Map<String, Object> body = new HashMap<>(options);
        body.put("job", name);
        JsonNode run = server.postJson("/api/jobs", body);
        while (isOn(run)) {
            LockSupport.parkNanos(PAUSE.toNanos());
            run = server.get("/api/jobs/" + run.path("id").asLong(0));
        }
        return run;
    }

    private boolean runJob(String name, Map<String, Object> options) {
        JsonNode run = ended(name, options);
        out.println(line(run));
        return run.path("state").asString("").equals("completed");
    }

    private static boolean isOn(JsonNode run) {
        String state = run.path("state").asString("");
        return state.equals("queued") || state.equals("running");
    }

    private static String line(JsonNode run) {
        return run.path("job").asString("") + " " + run.path("id").asLong(0) + "  "
                + run.path("state").asString("") + "  " + run.path("created_at").asString("") + "  "
                + run.path("progress").path("written").asLong(0) + " chunks"
                + (run.path("result").isEmpty() ? "" : "  " + run.path("result"))
                + (run.path("error").isString() ? "  " + run.path("error").asString() : "");
    }
}
