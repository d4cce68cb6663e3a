package io.sipvault.indexer.search;

import org.apache.lucene.index.QueryTimeout;

/**
 * Ends what a search does in one partition, from within: what is half done is not taken, neither as an answer nor into a cache.
 */
final class TimeIsUp extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** Steps between two looks, less one; a power of two, less one. */
    private static final int STEPS = 15;

    private TimeIsUp() {
        super("the search took longer than it may", null, false, false);
    }

    /** For what goes in many small steps. @param step the number of this one */
    static void check(QueryTimeout limit, int step) {
        if ((step & STEPS) == 0 && limit.shouldExit()) {
            throw new TimeIsUp();
        }
    }
}
