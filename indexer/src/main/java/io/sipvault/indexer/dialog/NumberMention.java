package io.sipvault.indexer.dialog;

/**
 * A user part that a dialog names.
 *
 * @param user
 *            with escapes resolved, without parameters; the number of a tel URI
 */
public record NumberMention(NumberRole role, String user) {}
