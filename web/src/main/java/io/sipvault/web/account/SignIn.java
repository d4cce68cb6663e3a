package io.sipvault.web.account;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves people by name and password, and locks accounts whose password is guessed at. */
public final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private final Users users;
    private final Passwords passwords;
    private final SignInProperties rules;

    SignIn(Users users, Passwords passwords, SignInProperties rules) {
        this.users = users;
        this.passwords = passwords;
        this.rules = rules;
    }

    /**
     * The account, if name and password are right and it may sign in. Why not is not told, and every answer takes the time
     * of one hash: a name that is unknown cannot be told from a password that is wrong.
     */
    public Optional<Account> signIn(String name, String password) {
        String plain = Users.plain(name);
        boolean may = users.attempt(plain, rules);
        boolean right = passwords.matches(password, users.hash(plain).orElse(Passwords.NOBODY));
        if (may && right) {
            users.succeeded(plain);
            return users.find(plain).filter(Account::enabled);
        }
        users.find(plain).ifPresent(account -> LOG.info("sign-in of user {} failed, locked until {}", plain,
                account.lockedUntil()));
        return Optional.empty();
    }
}
