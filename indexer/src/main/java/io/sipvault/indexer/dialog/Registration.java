package io.sipvault.indexer.dialog;

import org.jspecify.annotations.Nullable;

/**
 * What a REGISTER asked for and got (RFC 3261 10).
 *
 * @param requestedSec
 *            lifetime asked for; null when left to the registrar or not seen
 * @param grantedSec
 *            of the 200, 0 when the binding was removed; null without a 200
 * @param expiresNs
 *            when the binding runs out; 0 without one
 */
public record Registration(@Nullable Long requestedSec, @Nullable Long grantedSec, long expiresNs) {}
