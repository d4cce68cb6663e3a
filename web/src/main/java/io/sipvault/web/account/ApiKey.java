package io.sipvault.web.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that a script bears, without its secret.
 *
 * @param prefix
 *            how the secret begins, to know it again
 * @param expiresAt
 *            null: never
 */
public record ApiKey(String id, String name, String prefix, Scope scope, @Nullable Instant expiresAt, Instant createdAt,
        @Nullable Instant lastUsedAt, @Nullable Instant revokedAt) {

    /** Why it is not taken at a time, null when it is. */
    public @Nullable String refusal(Instant now) {
        if (revokedAt != null) {
            return "was revoked at " + revokedAt;
        }
        return expiresAt != null && !now.isBefore(expiresAt) ? "expired at " + expiresAt : null;
    }

    /** A key just made, with the secret that is shown once. */
    public record Created(ApiKey key, String secret) {
        @Override
        public String toString() {
            return key.toString();
        }
    }
}
