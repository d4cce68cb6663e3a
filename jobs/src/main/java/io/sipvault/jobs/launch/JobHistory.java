package io.sipvault.jobs.launch;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;

/** The latest runs of all jobs, as lines. */
public class JobHistory {
    private final JdbcTemplate jdbc;

    public JobHistory(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** {@code index 12  COMPLETED  2026-11-21T10:00:00  3.4 s  17 chunks}, the newest first. */
    public List<String> latest(int most) {
        return jdbc.query("SELECT i.JOB_NAME, e.JOB_EXECUTION_ID, e.STATUS, e.START_TIME, e.END_TIME,"
                + " (SELECT SUM(s.WRITE_COUNT) FROM BATCH_STEP_EXECUTION s"
                + "  WHERE s.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID)"
                + " FROM BATCH_JOB_EXECUTION e JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID"
                + " ORDER BY e.JOB_EXECUTION_ID DESC LIMIT " + most, (row, n) -> {
                    java.sql.Timestamp start = row.getTimestamp(4);
                    java.sql.Timestamp end = row.getTimestamp(5);
                    String took = start == null || end == null ? "not ended"
                            : String.format(Locale.ROOT, "%.1f s", (end.getTime() - start.getTime()) / 1e3);
                    return row.getString(1) + " " + row.getLong(2) + "  " + row.getString(3) + "  " + start + "  " + took
                            + "  " + row.getLong(6) + " chunks";
                });
    }
}
