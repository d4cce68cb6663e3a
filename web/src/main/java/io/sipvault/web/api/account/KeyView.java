package io.sipvault.web.api.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sipvault.web.account.ApiKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is shown.
 *
 * @param key
 *            the secret; there only in the answer to making it
 */
record KeyView(String id, String name, String prefix, String scope, @Nullable Instant expiresAt, Instant createdAt,
        @Nullable Instant lastUsedAt, @Nullable Instant revokedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

    static KeyView of(ApiKey key, @Nullable String secret) {
        return new KeyView(key.id(), key.name(), key.prefix(), key.scope().label(), key.expiresAt(), key.createdAt(),
                key.lastUsedAt(), key.revokedAt(), secret);
    }
}
