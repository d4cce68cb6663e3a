package io.sipvault.web.agent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What each agent said of itself last. */
public final class AgentReports {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate jdbc;
    private final Clock clock;

    AgentReports(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A status.
     *
     * @param receivedAt
     *            by the center's clock
     */
    public record Report(Instant receivedAt, AgentStatus status) {}

    /** Takes the place of what the agent said before. */
    public void save(int agent, AgentStatus status) {
        String document = JSON.writeValueAsString(status);
        if (update(agent, document) == 0) {
            try {
                jdbc.update("INSERT INTO agent_status (agent, reported_at, document) VALUES (?, ?, ?)", agent, now(),
                        document);
            } catch (DuplicateKeyException e) {
                update(agent, document);
            }
        }
    }

    private int update(int agent, String document) {
        return jdbc.update("UPDATE agent_status SET reported_at = ?, document = ? WHERE agent = ?", now(), document,
                agent);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** The last of each agent that ever reported, by the agent's number. */
    public Map<Integer, Report> all() {
        Map<Integer, Report> reports = new HashMap<>();
        jdbc.query("SELECT agent, reported_at, document FROM agent_status", row -> {
            reports.put(row.getInt(1), report(row));
        });
        return reports;
    }

    /** The last of one; empty when it never reported. */
    public Optional<Report> find(int agent) {
        return jdbc.query("SELECT agent, reported_at, document FROM agent_status WHERE agent = ?",
                (row, n) -> report(row), agent).stream().findFirst();
    }

    private static Report report(ResultSet row) throws SQLException {
        return new Report(row.getObject(2, OffsetDateTime.class).toInstant(),
                JSON.readValue(row.getString(3), AgentStatus.class));
    }
}
