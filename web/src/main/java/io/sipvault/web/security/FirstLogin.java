package io.sipvault.web.security;

import io.sipvault.web.account.Role;
import io.sipvault.web.account.Secrets;
import io.sipvault.web.account.Users;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes the first user, so that somebody can sign in and add others. */
@Component
public final class FirstLogin {
    private static final String NAME = "admin";
    private static final int BYTES = 15;

    private final Users users;
    private final Environment settings;

    FirstLogin(Users users, Environment settings) {
        this.users = users;
        this.settings = settings;
    }

    /**
     * Adds {@code admin}, if nobody was ever added, with the password from the settings or a random one.
     *
     * @return what whoever starts the server has to print, once; empty when there is nothing to tell
     * @throws io.sipvault.ingest.error.ForensicException
     *             BAD_REQUEST when the password of the settings does not do
     */
    public Optional<String> prepare() {
        Optional<String> given = SecretSetting.ADMIN_PASSWORD.read(settings);
        if (!users.isEmpty()) {
            return Optional.empty();
        }
        String password = given.orElseGet(() -> Secrets.random(BYTES));
        users.add(NAME, Role.ADMIN, password);
        return given.isPresent()
                ? Optional.empty()
                : Optional.of("First login: user " + NAME + ", password " + password + " (shown this once)");
    }
}
