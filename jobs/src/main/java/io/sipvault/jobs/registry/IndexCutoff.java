package io.sipvault.jobs.registry;

import java.time.Instant;
import java.time.LocalDate;

/**
 * From where on the index is kept.
 *
 * @param day
 *            the first UTC day that is kept
 * @param policy
 *            name of the policy by which the days before expired
 * @param expired
 *            when
 */
public record IndexCutoff(LocalDate day, String policy, Instant expired) {}
