package io.sipvault.indexer.search;

/**
 * What a search looks at, at most.
 *
 * @param lines
 *            how many lines are read for what is asked of the log
 * @param dialogs
 *            how many dialogs are followed to their streams
 * @param counted
 *            when more than so many matches are counted, no further day is
 */
record Bounds(int lines, int dialogs, long counted) {
    static final Bounds USUAL = new Bounds(LogJoin.MOST_LINES, 10_000, ListSearch.MOST_COUNTED);
}
