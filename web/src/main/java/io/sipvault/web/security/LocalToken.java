package io.sipvault.web.security;

import io.sipvault.web.account.Secrets;
import org.springframework.stereotype.Component;

/** What the command line proves itself with to the server that runs on the same data directory: new at every start. */
@Component
public final class LocalToken {
    private static final int BYTES = 32;

    private final String token = "local_" + Secrets.random(BYTES);

    /** The token, for a file that nobody else can read. */
    public String value() {
        return token;
    }
}
