package io.sipvault.web.api.account;

import io.sipvault.web.account.ApiKey;
import io.sipvault.web.account.ApiKeys;
import io.sipvault.web.account.Scope;
import io.sipvault.web.problem.ApiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/keys}: what scripts bear. */
@RestController
@RequestMapping("/api/keys")
final class KeyResource {
    private final ApiKeys keys;

    KeyResource(ApiKeys keys) {
        this.keys = keys;
    }

    /** All of them. */
    record KeyList(List<KeyView> keys) {}

    /** A key to make; without {@code expires_at} it never expires. */
    record NewKey(@Nullable String name, @Nullable String scope, @Nullable String expiresAt) {}

    @GetMapping
    KeyList list() {
        return new KeyList(keys.list().stream().map(key -> KeyView.of(key, null)).toList());
    }

    /** The only answer with the secret. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    KeyView create(@RequestBody NewKey key) {
        ApiKey.Created created = keys.create(Body.require("name", key.name),
                Scope.of(Body.require("scope", key.scope)), moment(key.expiresAt));
        return KeyView.of(created.key(), created.secret());
    }

    private static @Nullable Instant moment(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw ApiException.badRequest("expires_at", "expires_at='" + text + "' is no time; it takes one such as"
                    + " 2027-01-01T00:00:00Z");
        }
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id) {
        keys.revoke(id);
    }
}
