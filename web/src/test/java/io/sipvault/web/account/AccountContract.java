package io.sipvault.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.SettableClock;
import java.time.Duration;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What users and keys keep on whatever database. */
abstract class AccountContract {
    private static final String PASSWORD = "correct horse battery";
    private static final SignInProperties RULES = new SignInProperties(5, Duration.ofMinutes(15), 20,
            Duration.ofHours(12));

    private final SettableClock clock = new SettableClock();
    private Users users;
    private ApiKeys keys;
    private SignIn signIn;

    /** A database that is empty or holds what an earlier test left. */
    abstract DataSource dataSource() throws Exception;

    @BeforeEach
    void migrate() throws Exception {
        DataSource source = dataSource();
        Flyway flyway = Flyway.configure().dataSource(source).cleanDisabled(false).outOfOrder(true)
                .locations("classpath:db/migration/jobs", "classpath:db/migration/web").load();
        flyway.clean();
        flyway.migrate();
        JdbcTemplate jdbc = new JdbcTemplate(source);
        Passwords passwords = new Passwords();
        users = new Users(jdbc, passwords, clock);
        keys = new ApiKeys(jdbc, clock);
        signIn = new SignIn(users, passwords, RULES);
    }

    @Test
    void keepsUsers() {
        assertThat(users.isEmpty()).isTrue();
        Account added = users.add(" Bob ", Role.SUPPORT, PASSWORD);
        assertThat(added).isEqualTo(new Account("bob", Role.SUPPORT, true, null, 0, clock.instant()));
        assertThat(users.list()).containsExactly(added);
        assertThat(users.isEmpty()).isFalse();
    }

    @Test
    void refusesNamesAndPasswordsThatDoNotDo() {
        refuses(ErrorCode.BAD_REQUEST, () -> users.add("b o b", Role.VIEWER, PASSWORD));
        refuses(ErrorCode.BAD_REQUEST, () -> users.add("<script>", Role.VIEWER, PASSWORD));
        refuses(ErrorCode.BAD_REQUEST, () -> users.add("bob", Role.VIEWER, "1234567"));
        users.add("bob", Role.VIEWER, PASSWORD);
        refuses(ErrorCode.IN_USE, () -> users.add("BOB", Role.VIEWER, PASSWORD));
        refuses(ErrorCode.NOT_FOUND, () -> users.disable("eve"));
    }

    private static void refuses(ErrorCode code, Runnable action) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(ForensicException.class,
                e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void locksAndUnlocks() {
        users.add("bob", Role.VIEWER, PASSWORD);
        IntStream.range(0, 5).forEach(n -> assertThat(signIn.signIn("bob", "guess" + n)).isEmpty());
        assertThat(users.find("bob").orElseThrow().lockedUntil()).isEqualTo(clock.instant().plus(RULES.lock()));
        assertThat(signIn.signIn("bob", PASSWORD)).isEmpty();
        clock.advance(RULES.lock());
        assertThat(signIn.signIn("bob", "one guess more")).isEmpty();
        assertThat(signIn.signIn("bob", PASSWORD)).isPresent();
        assertThat(users.find("bob").orElseThrow().lockedUntil()).isNull();
    }

    @Test
    void countsAttemptsThatAreMadeAtOnce() {
        users.add("bob", Role.VIEWER, PASSWORD);
        long looked = IntStream.range(0, 40).parallel().filter(n -> users.attempt("bob", RULES)).count();
        assertThat(looked).isEqualTo(RULES.failures());
    }

    @Test
    void letsInWithTheFifthAttempt() {
        users.add("bob", Role.VIEWER, PASSWORD);
        IntStream.range(0, 4).forEach(n -> signIn.signIn("bob", "guess" + n));
        assertThat(signIn.signIn("bob", PASSWORD)).isPresent();
    }

    @Test
    void keepsAnAdministrator() {
        users.add("first", Role.ADMIN, PASSWORD);
        refuses(ErrorCode.IN_USE, () -> users.disable("first"));
        refuses(ErrorCode.IN_USE, () -> users.changeRole("first", Role.VIEWER));
        users.changeRole("first", Role.ADMIN);
        users.add("second", Role.ADMIN, PASSWORD);
        users.disable("first");
        refuses(ErrorCode.IN_USE, () -> users.disable("second"));
        users.enable("first");
        users.disable("second");
        assertThat(signIn.signIn("second", PASSWORD)).isEmpty();
    }

    @Test
    void keepsNoPasswordAndNoKey() {
        users.add("bob", Role.VIEWER, PASSWORD);
        String secret = keys.create("script", Scope.READ, null).secret();
        assertThat(users.hash("bob").orElseThrow()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(keys.list().toString()).doesNotContain(secret);
    }

    @Test
    void findsKeysUntilTheyEnd() {
        ApiKey.Created made = keys.create("script", Scope.READ, clock.instant().plusSeconds(10));
        assertThat(keys.find(made.secret())).hasValue(made.key());
        assertThat(keys.find(made.secret() + "A")).isEmpty();
        assertThat(made.key().refusal(clock.instant().plusSeconds(9))).isNull();
        assertThat(made.key().refusal(clock.instant().plusSeconds(10))).contains("expired");
        keys.revoke(made.key().id());
        assertThat(keys.find(made.secret()).orElseThrow().refusal(clock.instant())).contains("revoked");
        refuses(ErrorCode.NOT_FOUND, () -> keys.revoke("k0"));
    }

    @Test
    void keepsWhenAKeyWasUsedToTheMinute() {
        String secret = keys.create("script", Scope.READ, null).secret();
        keys.used(keys.find(secret).orElseThrow());
        clock.advance(Duration.ofSeconds(30));
        keys.used(keys.find(secret).orElseThrow());
        assertThat(keys.find(secret).orElseThrow().lastUsedAt()).isEqualTo(clock.instant().minusSeconds(30));
        clock.advance(Duration.ofSeconds(31));
        keys.used(keys.find(secret).orElseThrow());
        assertThat(keys.find(secret).orElseThrow().lastUsedAt()).isEqualTo(clock.instant());
    }
}
