package io.sipvault.jobs.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Packets that a manifest says were dropped.
 *
 * @param byKernel
 *            of whatever kind
 * @param byAgent
 *            of the kind of the track
 * @param told
 *            when the manifest was made: no later than this they were noted
 * @param toldBefore
 *            when the manifest of this agent before it was made, of any kind; null for the first
 * @param coveredBefore
 *            latest packet of the chunk before it in the track; null without one
 */
public record ToldDrops(CaptureTrack track, long byKernel, long byAgent, Instant told, @Nullable Instant toldBefore,
        @Nullable Instant coveredBefore) {}
