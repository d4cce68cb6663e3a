package io.sipvault.web.account;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller may do. */
public enum Scope {
    /** Search, read, and take evidence along: all that {@code GET /v1} answers, exports of calls included. */
    READ,
    /** Scrape {@code /metrics}. */
    METRICS,
    /** Import files, run capture sessions, share. */
    SESSIONS,
    /** Users, keys, jobs, retention, agents. */
    ADMIN;

    /** As keys and messages name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The authority that stands for it; identity providers name theirs so too. */
    public String authority() {
        return "SCOPE_" + label();
    }

    /** What a key of this scope may do: who works with evidence reads it too, and an administrator may do all. */
    public Set<Scope> granted() {
        return switch (this) {
            case READ -> EnumSet.of(READ);
            case METRICS -> EnumSet.of(METRICS);
            case SESSIONS -> EnumSet.of(READ, SESSIONS);
            case ADMIN -> EnumSet.allOf(Scope.class);
        };
    }

    /**
     * The scope of a name.
     *
     * @throws ForensicException
     *             BAD_REQUEST
     */
    public static Scope of(String label) {
        return Arrays.stream(values()).filter(scope -> scope.label().equals(label)).findFirst()
                .orElseThrow(() -> new ForensicException(ErrorCode.BAD_REQUEST, "'" + label
                        + "' is no scope; a key takes one of " + labels()));
    }

    private static String labels() {
        return Arrays.stream(values()).map(Scope::label).collect(Collectors.joining(", "));
    }
}
