package io.sipvault.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** How passwords are hashed. */
final class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void givesEachHashASaltOfItsOwn() {
        String first = passwords.hash("the same password");
        assertThat(first).isNotEqualTo(passwords.hash("the same password"));
        assertThat(passwords.matches("the same password", first)).isTrue();
        assertThat(passwords.matches("another password", first)).isFalse();
    }

    /** With other parameters, or one that cannot be read, an unknown name would be answered faster than a known one. */
    @Test
    void hashesForNobodyWithTheParametersOfEverybody() {
        String hash = passwords.hash("some password");
        assertThat(Passwords.NOBODY).hasSameSizeAs(hash).startsWith(hash.substring(0, hash.indexOf("p=1$") + 4));
        assertThat(new Argon2PasswordEncoder(16, 32, 1, 19_456, 2).upgradeEncoding(Passwords.NOBODY)).isFalse();
        assertThat(passwords.matches("some password", Passwords.NOBODY)).isFalse();
    }

    @Test
    void hashesNothingOfAnyLength() {
        assertThat(passwords.matches("x".repeat(1_000_000), passwords.hash("some password"))).isFalse();
    }
}
