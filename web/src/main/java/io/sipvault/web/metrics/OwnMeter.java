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
    STORE("store_up", false, "1 while the object store answers, else 0"),
    /** What of an agent is found. */
    AGENT_CHUNK("agent_last_chunk_age_seconds", false,
            "How long ago the latest packet or line of an agent was that is in the archive", "agent", "kind"),
    /** Whether it lives. */
    AGENT_REPORT("agent_report_age_seconds", false, "How long ago an agent reported", "agent"),
    /** What waits there. */
    AGENT_LAG("agent_upload_lag_seconds", false,
            "How long the oldest chunk waits that an agent packed and could not store, by its last report", "agent"),
    /** How much. */
    AGENT_WAITING("agent_waiting_bytes", false, "Bytes in spool and outbox of an agent, by its last report", "agent"),
    /** What was lost. */
    AGENT_DROPS("agent_drops_total", true, "Packets that an agent's manifests say were dropped, by kernel or agent",
            "agent", "by"),
    /** How far its clock is off. */
    AGENT_CLOCK("agent_clock_offset_seconds", false,
            "What is to be added to an agent's clock to get the server's, by its last report", "agent");

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
