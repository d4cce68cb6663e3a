package io.sipvault.web.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in.
 *
 * @param lockedUntil
 *            the end of the lock after too many wrong passwords, which may be over; null when there was none
 * @param generation
 *            grows whenever password, role or state change, so that sessions from before end
 */
public record Account(String name, Role role, boolean enabled, @Nullable Instant lockedUntil, int generation,
        Instant createdAt) {}
