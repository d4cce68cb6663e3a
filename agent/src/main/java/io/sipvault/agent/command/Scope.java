package io.sipvault.agent.command;

import java.time.Instant;

/**
 * One scoped capture, as it was ordered.
 *
 * @param id
 *            chosen by who orders it
 * @param captureRtp
 *            whether the media of matching calls is kept whole
 * @param capturePcap
 *            whether packets are to be exported; only told on
 * @param expiresAt
 *            when it ends at the latest
 */
record Scope(String id, Criteria criteria, boolean captureRtp, boolean capturePcap, Instant expiresAt) {}
