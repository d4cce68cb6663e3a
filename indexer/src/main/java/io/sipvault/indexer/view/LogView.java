package io.sipvault.indexer.view;

import java.time.Instant;

/**
 * One line of a log.
 *
 * @param offset
 *            where it begins in its log, so that lines of one second stay in their order
 */
public record LogView(Instant time, String source, String agent, long offset, String text) {}
