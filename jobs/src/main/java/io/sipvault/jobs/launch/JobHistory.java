package io.sipvault.jobs.launch;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** The latest runs of all jobs, as lines. */
public class JobHistory {
    /** Children first. */
    private static final List<String> DELETES = List.of(
            "DELETE FROM BATCH_STEP_EXECUTION_CONTEXT WHERE STEP_EXECUTION_ID IN"
                    + " (SELECT STEP_EXECUTION_ID FROM BATCH_STEP_EXECUTION WHERE JOB_EXECUTION_ID = ?)",
            "DELETE FROM BATCH_STEP_EXECUTION WHERE JOB_EXECUTION_ID = ?",
            "DELETE FROM BATCH_JOB_EXECUTION_CONTEXT WHERE JOB_EXECUTION_ID = ?",
            "DELETE FROM BATCH_JOB_EXECUTION_PARAMS WHERE JOB_EXECUTION_ID = ?",
            "DELETE FROM BATCH_JOB_EXECUTION WHERE JOB_EXECUTION_ID = ?");

    private final JdbcTemplate jdbc;
    private final Clock clock;

    public JobHistory(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Forgets runs that are over and began longer ago than an age. @return how many */
    @Transactional
    public int purge(Duration age) {
        // the framework writes local times
        LocalDateTime oldest = LocalDateTime.ofInstant(clock.instant().minus(age), ZoneId.systemDefault());
        List<Object[]> runs = jdbc.query("SELECT JOB_EXECUTION_ID, JOB_INSTANCE_ID FROM BATCH_JOB_EXECUTION"
                + " WHERE CREATE_TIME < ? AND STATUS NOT IN ('STARTING', 'STARTED', 'STOPPING')",
                (row, n) -> new Object[]{row.getLong(1), row.getLong(2)}, oldest);
        List<Object[]> executions = runs.stream().map(run -> new Object[]{run[0]}).toList();
        DELETES.forEach(delete -> jdbc.batchUpdate(delete, executions));
        jdbc.batchUpdate("DELETE FROM BATCH_JOB_INSTANCE WHERE JOB_INSTANCE_ID = ? AND JOB_INSTANCE_ID NOT IN"
                + " (SELECT JOB_INSTANCE_ID FROM BATCH_JOB_EXECUTION)",
                runs.stream().map(run -> new Object[]{run[1]}).toList());
        return runs.size();
    }

    /**
     * Ids of runs, the newest first.
     *
     * @param job
     *            of a job; null for all
     * @param below
     *            only ids below
     */
    List<Long> ids(@Nullable String job, long below, int most) {
        return jdbc.queryForList("SELECT e.JOB_EXECUTION_ID FROM BATCH_JOB_EXECUTION e"
                + " JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID"
                + " WHERE e.JOB_EXECUTION_ID < ? AND (i.JOB_NAME = ? OR ? = '')"
                + " ORDER BY e.JOB_EXECUTION_ID DESC LIMIT " + most, Long.class, below, job == null ? "" : job,
                job == null ? "" : job);
    }

    /** Whether there is a run with an id. */
    boolean isKnown(long id) {
        return !jdbc.queryForList("SELECT JOB_EXECUTION_ID FROM BATCH_JOB_EXECUTION WHERE JOB_EXECUTION_ID = ?",
                Long.class, id).isEmpty();
    }

    /** How many runs of each job ended how: {@code index}, {@code COMPLETED}. */
    public Map<String, Map<String, Long>> ended() {
        Map<String, Map<String, Long>> ended = new TreeMap<>();
        jdbc.query("SELECT i.JOB_NAME, e.STATUS, COUNT(*) FROM BATCH_JOB_EXECUTION e"
                + " JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID GROUP BY i.JOB_NAME, e.STATUS",
                row -> {
                    ended.computeIfAbsent(row.getString(1), j -> new TreeMap<>()).put(row.getString(2),
                            row.getLong(3));
                });
        return ended;
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
                    String took = start == null || end == null
                            ? "not ended"
                            : String.format(Locale.ROOT, "%.1f s", (end.getTime() - start.getTime()) / 1e3);
                    return row.getString(1) + " " + row.getLong(2) + "  " + row.getString(3) + "  " + start + "  "
                            + took
                            + "  " + row.getLong(6) + " chunks";
                });
    }
}
