package io.sipvault.indexer.view;

import java.time.Instant;

/** One line of a log. */
public record LogView(Instant time, String source, String agent, String text) {
}
