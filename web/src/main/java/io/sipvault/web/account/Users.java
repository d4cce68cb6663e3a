package io.sipvault.web.account;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The people who may sign in. Each method is one statement. */
public final class Users {
    private static final Logger LOG = LoggerFactory.getLogger(Users.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");
    private static final String ANOTHER_ADMIN = " EXISTS (SELECT 1 FROM account other WHERE other.role = 'admin'"
            + " AND other.enabled = TRUE AND other.name <> account.name)";

    private final JdbcTemplate jdbc;
    private final Passwords passwords;
    private final Clock clock;

    Users(JdbcTemplate jdbc, Passwords passwords, Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** By name. */
    public List<Account> list() {
        return jdbc.query("SELECT * FROM account ORDER BY name", Users::account);
    }

    public Optional<Account> find(String name) {
        return jdbc.query("SELECT * FROM account WHERE name = ?", Users::account, plain(name)).stream().findFirst();
    }

    /** Whether nobody was ever added. */
    public boolean isEmpty() {
        return Integer.valueOf(0).equals(jdbc.queryForObject("SELECT COUNT(*) FROM account", Integer.class));
    }

    /**
     * Adds a person.
     *
     * @throws ForensicException
     *             BAD_REQUEST when the name or the password does not do, IN_USE when the name is taken
     */
    public Account add(String name, Role role, String password) {
        String plain = plain(name);
        if (!NAME.matcher(plain).matches()) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "'" + name + "' is no name for a user; it takes 1 to 64"
                    + " letters, digits and . _ @ -, a letter or digit first");
        }
        try {
            jdbc.update("INSERT INTO account (name, password_hash, role, enabled, created_at)"
                    + " VALUES (?, ?, ?, TRUE, ?)", plain, passwords.hash(password), role.label(), now());
        } catch (DuplicateKeyException e) {
            throw new ForensicException(ErrorCode.IN_USE, "there is a user '" + plain + "' already; choose another"
                    + " name, or change that user", e);
        }
        LOG.info("user {} added as {}", plain, role.label());
        return require(plain);
    }

    /** Sets a password; ends a lock and all sessions. */
    public void changePassword(String name, String password) {
        Account account = require(name);
        jdbc.update("UPDATE account SET password_hash = ?, failed_attempts = 0, locked_until = NULL,"
                + " generation = generation + 1 WHERE name = ?", passwords.hash(password), account.name());
        LOG.info("password of user {} changed", account.name());
    }

    /** Lets somebody sign in again. */
    public void enable(String name) {
        Account account = require(name);
        jdbc.update("UPDATE account SET enabled = TRUE, failed_attempts = 0, locked_until = NULL WHERE name = ?",
                account.name());
        LOG.info("user {} enabled", account.name());
    }

    /**
     * Keeps somebody from signing in; ends all sessions.
     *
     * @throws ForensicException
     *             IN_USE when nobody could administrate any more
     */
    public void disable(String name) {
        Account account = require(name);
        keepAdmin(account, jdbc.update("UPDATE account SET enabled = FALSE, generation = generation + 1 WHERE name = ?"
                + " AND (role <> 'admin' OR" + ANOTHER_ADMIN + ")", account.name()));
        LOG.info("user {} disabled", account.name());
    }

    /** Sets what somebody may do; ends all sessions. @see #disable(String) */
    public void changeRole(String name, Role role) {
        Account account = require(name);
        keepAdmin(account, jdbc.update("UPDATE account SET role = ?, generation = generation + 1 WHERE name = ?"
                + " AND (role <> 'admin' OR ? = 'admin' OR" + ANOTHER_ADMIN + ")", role.label(), account.name(),
                role.label()));
        LOG.info("user {} is {} now", account.name(), role.label());
    }

    private static void keepAdmin(Account account, int changed) {
        if (changed == 0) {
            throw new ForensicException(ErrorCode.IN_USE, "'" + account.name() + "' is the only administrator who may"
                    + " sign in; make another one first");
        }
    }

    private Account require(String name) {
        return find(name).orElseThrow(() -> new ForensicException(ErrorCode.NOT_FOUND, "there is no user '"
                + plain(name) + "'; './sipvault users list' and GET /api/users name them"));
    }

    /**
     * Counts an attempt before its password is looked at, so that many at once are no more than their number.
     *
     * @return whether it may be made: the account is there, enabled and not locked
     */
    boolean attempt(String name, SignInProperties rules) {
        OffsetDateTime now = now();
        return jdbc.update("UPDATE account SET"
                + " locked_until = CASE WHEN locked_until IS NULL AND failed_attempts + 1 >= ?"
                + " THEN CAST(? AS TIMESTAMP WITH TIME ZONE) ELSE NULL END,"
                + " failed_attempts = CASE WHEN locked_until IS NULL THEN failed_attempts + 1 ELSE 1 END"
                + " WHERE name = ? AND enabled = TRUE AND (locked_until IS NULL OR locked_until <= ?)",
                rules.failures(), now.plus(rules.lock()), name, now) == 1;
    }

    /** The password of an attempt was right. */
    void succeeded(String name) {
        jdbc.update("UPDATE account SET failed_attempts = 0, locked_until = NULL WHERE name = ?", name);
    }

    Optional<String> hash(String name) {
        return jdbc.queryForList("SELECT password_hash FROM account WHERE name = ?", String.class, name).stream()
                .findFirst();
    }

    /** Names are told apart without regard to case and blanks around them. */
    static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Account account(ResultSet row, int n) throws SQLException {
        return new Account(row.getString("name"), Role.of(row.getString("role")), row.getBoolean("enabled"),
                instant(row, "locked_until"), row.getInt("generation"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
