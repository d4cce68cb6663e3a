package io.sipvault.web.agent;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.account.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The agents that were registered. Each statement stands alone, so that a repeated one changes nothing. */
public final class Agents {
    private static final Logger LOG = LoggerFactory.getLogger(Agents.class);
    /** How ingest tokens begin. */
    private static final String MARK = "agent_";
    private static final int BYTES = 32;

    private final JdbcTemplate jdbc;
    private final TokenCipher cipher;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    /**
     * @param events
     *            is told of {@link AccessChanged}
     */
    Agents(JdbcTemplate jdbc, TokenCipher cipher, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.clock = clock;
        this.events = events;
    }

    /** The token of an agent is another one, or the agent was enabled or disabled. */
    public record AccessChanged(int agent) {}

    /**
     * An agent, and whether it is new.
     */
    public record Saved(Agent agent, boolean added) {}

    /** By name. */
    public List<Agent> list() {
        return jdbc.query("SELECT * FROM agent ORDER BY name", Agents::agent);
    }

    public Optional<Agent> find(String name) {
        return jdbc.query("SELECT * FROM agent WHERE name = ?", Agents::agent, name).stream().findFirst();
    }

    /** @throws ForensicException NOT_FOUND */
    public Agent require(int id) {
        return jdbc.query("SELECT * FROM agent WHERE id = ?", Agents::agent, id).stream().findFirst()
                .orElseThrow(() -> new ForensicException(ErrorCode.NOT_FOUND, "there is no agent " + id
                        + "; GET /api/agents lists them"));
    }

    /** Adds an agent, or changes the one of that name. */
    public Saved save(AgentChange change) {
        boolean added = find(change.name()).isEmpty() && add(change.name());
        update(change);
        LOG.info("agent {} {}", change.name(), added ? "added" : "changed");
        Agent saved = find(change.name()).orElseThrow();
        if (change.enabled() != null) {
            events.publishEvent(new AccessChanged(saved.id()));
        }
        return new Saved(saved, added);
    }

    private boolean add(String name) {
        try {
            jdbc.update("INSERT INTO agent (name, enabled, tags, site, created_at) VALUES (?, TRUE, '', '', ?)", name,
                    now());
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    private void update(AgentChange c) {
        if (c.url() != null) {
            jdbc.update("UPDATE agent SET url = ? WHERE name = ?", c.url().isEmpty() ? null : c.url(), c.name());
        }
        if (c.token() != null) {
            jdbc.update("UPDATE agent SET token_encrypted = ? WHERE name = ?",
                    c.token().isEmpty() ? null : cipher.encrypt(c.token(), c.name()), c.name());
        }
        if (c.enabled() != null) {
            jdbc.update("UPDATE agent SET enabled = ? WHERE name = ?", c.enabled(), c.name());
        }
        if (c.tags() != null) {
            jdbc.update("UPDATE agent SET tags = ? WHERE name = ?", String.join(",", AgentChange.split(c.tags())),
                    c.name());
        }
        if (c.site() != null) {
            jdbc.update("UPDATE agent SET site = ? WHERE name = ?", c.site().strip(), c.name());
        }
    }

    /**
     * What the center presents to the commands of an agent, in the clear.
     *
     * @throws ForensicException
     *             NOT_PROVEN when the key file is another one
     */
    public Optional<String> token(String name) {
        return jdbc.queryForList("SELECT token_encrypted FROM agent WHERE name = ? AND token_encrypted IS NOT NULL",
                String.class, name).stream().findFirst().map(encrypted -> cipher.decrypt(encrypted, name));
    }

    /**
     * Makes the token that an agent reports with; one that was issued before is good for nothing from now on.
     *
     * @return the secret, which is kept nowhere
     */
    public String issueToken(int id) {
        Agent agent = require(id);
        String secret = MARK + Secrets.random(BYTES);
        jdbc.update("UPDATE agent SET ingest_hash = ?, ingest_issued_at = ? WHERE id = ?", hash(secret), now(), id);
        events.publishEvent(new AccessChanged(id));
        LOG.info("token for agent {} issued", agent.name());
        return secret;
    }

    private static String hash(String secret) {
        return HexFormat.of().formatHex(Secrets.digest(secret));
    }

    /** Whether a bearer token is of the form that agents have. */
    public static boolean isTokenOfAgent(String secret) {
        return secret.startsWith(MARK);
    }

    /** Whose token that is. Looked up by its hash, so that how long it takes tells nothing of how much of it is right. */
    public Optional<Agent> byToken(String secret) {
        return isTokenOfAgent(secret)
                ? jdbc.query("SELECT * FROM agent WHERE ingest_hash = ?", Agents::agent, hash(secret)).stream()
                        .findFirst()
                : Optional.empty();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Agent agent(ResultSet row, int n) throws SQLException {
        return new Agent(row.getInt("id"), row.getString("name"), row.getString("url"),
                row.getString("token_encrypted") != null, row.getBoolean("enabled"),
                AgentChange.split(row.getString("tags")), row.getString("site"), instant(row, "ingest_issued_at"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
