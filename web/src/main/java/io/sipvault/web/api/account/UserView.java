package io.sipvault.web.api.account;

import io.sipvault.web.account.Account;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A user as it is shown. */
record UserView(String name, String role, boolean enabled, @Nullable Instant lockedUntil, Instant createdAt) {
    static UserView of(Account account) {
        return new UserView(account.name(), account.role().label(), account.enabled(), account.lockedUntil(),
                account.createdAt());
    }
}
