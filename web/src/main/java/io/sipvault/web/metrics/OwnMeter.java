package io.sipvault.web.metrics;

import java.util.List;

/** Series that are read at each scrape: from the index, the database and the store. */
public enum OwnMeter {
    /** Dialogs. A gauge in truth, and a counter where clients expect one. */
    DIALOGS("dialogs_total", true, "Dialogs in the index by state", "state"),
    /** Streams that go on. */
    STREAMS_ACTIVE("rtp_streams_active", false,
            "RTP streams that a dialog announced with packets in the last 30 s of their observer's clock"),
    /** Chunks. */
    CHUNKS("chunks", false, "Chunks of the archive by state; quarantined ones failed too often", "state"),
    /** What waits. */
    LAG("index_lag_seconds", false, "How long the oldest chunk waits that is known and not indexed"),
    /** Runs. */
    RUNS("job_runs", false, "Runs of jobs in the last 30 days by how they stand", "job", "state"),
    /** Imports. */
    IMPORTS("imports", false, "Imports by state", "state"),
    /** Room. */
    FREE("disk_free_bytes", false, "Free bytes of the disk with the data directory"),
    /** The store. */
    STORE("store_up", false, "1 while the object store answers, else 0");

    private final String series;
    private final boolean counter;
    private final String help;
    private final List<String> labels;

    OwnMeter(String series, boolean counter, String help, String... labels) {
        this.series = series;
        this.counter = counter;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** Its name without a prefix. */
    public String series() {
        return series;
    }

    public boolean isCounter() {
        return counter;
    }

    public String help() {
        return help;
    }

    public List<String> labels() {
        return labels;
    }
}
