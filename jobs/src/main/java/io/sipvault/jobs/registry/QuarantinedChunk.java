package io.sipvault.jobs.registry;

/**
 * A chunk that failed too often.
 *
 * @param vantage
 *            whose observations it holds
 * @param error
 *            of the last attempt
 */
public record QuarantinedChunk(String id, String vantage, String error) {}
