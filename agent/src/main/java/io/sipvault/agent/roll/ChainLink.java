package io.sipvault.agent.roll;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest manifest of a kind.
 *
 * @param sha256
 *            of its bytes, which the next one names
 * @param lastTime
 *            of the last packet that any manifest so far tells of; null without one
 */
public record ChainLink(int sequence, String sha256, @Nullable Instant lastTime) {}
