package io.sipvault.web.account;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person is here for. */
public enum Role {
    /** Searches, reads, and takes the evidence of single calls along. */
    VIEWER(Scope.READ.granted()),
    /** Imports, runs capture sessions and shares too. */
    SUPPORT(Scope.SESSIONS.granted()),
    /** May do everything. */
    ADMIN(Scope.ADMIN.granted());

    private final Set<Scope> scopes;

    Role(Set<Scope> scopes) {
        this.scopes = scopes;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Set<Scope> scopes() {
        return Set.copyOf(scopes);
    }

    /** The least role that has a scope. */
    public static Role with(Scope scope) {
        return Arrays.stream(values()).filter(role -> role.scopes.contains(scope)).findFirst().orElse(ADMIN);
    }

    /**
     * The role of a name.
     *
     * @throws ForensicException
     *             BAD_REQUEST
     */
    public static Role of(String label) {
        return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst()
                .orElseThrow(() -> new ForensicException(ErrorCode.BAD_REQUEST, "'" + label
                        + "' is no role; a user takes one of "
                        + Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "))));
    }
}
