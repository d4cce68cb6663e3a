package io.sipvault.web.security;

import io.sipvault.web.account.Account;
import io.sipvault.web.account.Scope;
import java.io.Serializable;
import java.time.Instant;
import java.util.Set;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Whoever sent a request: the principal of every request that was let in.
 *
 * @param name
 *            of the person, or of the key
 * @param generation
 *            of the account at sign-in, see {@link Account#generation()}; 0 for keys
 * @param since
 *            when it proved itself
 */
public record Caller(String name, Kind kind, Set<Scope> scopes, int generation, Instant since)
        implements
            AuthenticatedPrincipal,
            Serializable {

    /** How it proved itself. */
    public enum Kind {
        /** By password. */
        PERSON,
        /** By a key. */
        KEY,
        /** By the token in the data directory of the running server. */
        COMMAND_LINE,
        /** By the token of an agent: it may report, and nothing else. */
        AGENT
    }

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    static Caller person(Account account, Instant now) {
        return new Caller(account.name(), Kind.PERSON, account.role().scopes(), account.generation(), now);
    }

    static Caller key(String name, Scope scope, Instant now) {
        return new Caller(name, Kind.KEY, scope.granted(), 0, now);
    }

    static Caller agent(String name, Instant now) {
        return new Caller(name, Kind.AGENT, Set.of(), 0, now);
    }

    @Override
    public String getName() {
        return name;
    }

    /** Whether it may do what needs a scope. */
    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
