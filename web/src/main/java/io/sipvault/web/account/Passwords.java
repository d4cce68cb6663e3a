package io.sipvault.web.account;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** Hashes passwords: Argon2id with 19 MiB, two passes, one lane, as OWASP recommends. */
final class Passwords {
    static final int SHORTEST = 8;
    static final int LONGEST = 256;
    /** What a password is compared with when there is no such account, so that the answer takes as long. */
    static final String NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$" + "A".repeat(22) + "$" + "A".repeat(43);

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    /** Each takes 19 MiB: more at once than cores only take memory. */
    private final Semaphore atOnce = new Semaphore(Runtime.getRuntime().availableProcessors());

    String hash(String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "the password has " + password.length()
                    + " characters; it takes " + SHORTEST + " to " + LONGEST);
        }
        atOnce.acquireUninterruptibly();
        try {
            return String.valueOf(argon2.encode(password));
        } finally {
            atOnce.release();
        }
    }

    boolean matches(String password, String hash) {
        atOnce.acquireUninterruptibly();
        try {
            return argon2.matches(password.length() > LONGEST ? "" : password, hash);
        } finally {
            atOnce.release();
        }
    }
}
