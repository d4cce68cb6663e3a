package io.sipvault.web.ladder;

import java.util.Locale;

/** What a message means for the call: it decides how its arrow is drawn. */
public enum MessageKind {
    REQUEST,
    PROVISIONAL,
    SUCCESS,
    REDIRECT,
    /** 401 and 407: a question, not a refusal. */
    CHALLENGE,
    CLIENT_FAILURE,
    SERVER_FAILURE,
    GLOBAL_FAILURE;

    private static final int UNAUTHORIZED = 401;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    /** Of a response; a status that RFC 3261 does not know counts as a server failure. */
    static MessageKind ofStatus(int status) {
        if (status == UNAUTHORIZED || status == PROXY_AUTHENTICATION_REQUIRED) {
            return CHALLENGE;
        }
        return switch (status / 100) {
            case 1 -> PROVISIONAL;
            case 2 -> SUCCESS;
            case 3 -> REDIRECT;
            case 4 -> CLIENT_FAILURE;
            case 6 -> GLOBAL_FAILURE;
            default -> SERVER_FAILURE;
        };
    }

    boolean isFailure() {
        return this == CLIENT_FAILURE || this == SERVER_FAILURE || this == GLOBAL_FAILURE;
    }

    /** For class names: {@code client-failure}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
