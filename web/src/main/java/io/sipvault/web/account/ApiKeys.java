package io.sipvault.web.account;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** The keys that scripts bear. */
public final class ApiKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
    private static final String MARK = "sv_";
    private static final int BYTES = 32;
    private static final int SHOWN = MARK.length() + 6;
    private static final int LONGEST_NAME = 120;
    /** The last use is kept this exactly: writing it for each request would make readers wait for the disk. */
    private static final Duration USE = Duration.ofMinutes(1);

    private final JdbcTemplate jdbc;
    private final Clock clock;

    ApiKeys(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The newest first, revoked ones too. */
    public List<ApiKey> list() {
        return jdbc.query("SELECT * FROM api_key ORDER BY created_at DESC, id", ApiKeys::key);
    }

    /**
     * Makes a key.
     *
     * @param expiresAt
     *            null: never
     * @throws ForensicException
     *             BAD_REQUEST
     */
    public ApiKey.Created create(String name, Scope scope, @Nullable Instant expiresAt) {
        String plain = name.strip();
        if (plain.isEmpty() || plain.length() > LONGEST_NAME || plain.chars().anyMatch(Character::isISOControl)) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "a key takes a name of 1 to " + LONGEST_NAME
                    + " printable characters that says who bears it");
        }
        Instant now = clock.instant();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "a key that expires at " + expiresAt
                    + " would be of no use: it is " + now);
        }
        String secret = MARK + Secrets.random(BYTES);
        String id = "k" + Secrets.hex(secret).substring(0, 10);
        jdbc.update("INSERT INTO api_key (id, name, key_hash, prefix, scope, expires_at, created_at)"
                + " VALUES (?, ?, ?, ?, ?, CAST(? AS TIMESTAMP WITH TIME ZONE), ?)", id, plain, Secrets.hex(secret),
                secret.substring(0, SHOWN), scope.label(), time(expiresAt), time(now));
        LOG.info("key {} of scope {} made", id, scope.label());
        return new ApiKey.Created(require(id), secret);
    }

    /**
     * Takes a key back for ever. Again it changes nothing.
     *
     * @throws ForensicException
     *             NOT_FOUND
     */
    public void revoke(String id) {
        ApiKey key = require(id);
        jdbc.update("UPDATE api_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", time(clock.instant()),
                key.id());
        LOG.info("key {} revoked", key.id());
    }

    private ApiKey require(String id) {
        return jdbc.query("SELECT * FROM api_key WHERE id = ?", ApiKeys::key, id).stream().findFirst()
                .orElseThrow(() -> new ForensicException(ErrorCode.NOT_FOUND, "there is no key '" + id
                        + "'; './sipvault keys list' and GET /api/keys name their ids"));
    }

    /**
     * The key of a secret, revoked and expired ones too. Looked up by its hash, so that how long it takes tells nothing of
     * how much of it is right.
     */
    public Optional<ApiKey> find(String secret) {
        if (!secret.startsWith(MARK)) {
            return Optional.empty();
        }
        return jdbc.query("SELECT * FROM api_key WHERE key_hash = ?", ApiKeys::key, Secrets.hex(secret)).stream()
                .findFirst();
    }

    /** Keeps when it was used. */
    public void used(ApiKey key) {
        Instant now = clock.instant();
        if (key.lastUsedAt() == null || key.lastUsedAt().plus(USE).isBefore(now)) {
            jdbc.update("UPDATE api_key SET last_used_at = ? WHERE id = ?", time(now), key.id());
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static ApiKey key(ResultSet row, int n) throws SQLException {
        return new ApiKey(row.getString("id"), row.getString("name"), row.getString("prefix"),
                Scope.of(row.getString("scope")), Users.instant(row, "expires_at"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(), Users.instant(row, "last_used_at"),
                Users.instant(row, "revoked_at"));
    }
}
