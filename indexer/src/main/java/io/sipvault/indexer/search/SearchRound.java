package io.sipvault.indexer.search;

import java.util.Set;

/** Asks several things in the time of one, and knows what was left out. For one thread. */
public interface SearchRound extends ListSearch {
    /** Why what was asked so far may lack something; empty when it lacks nothing. */
    Set<Shortfall> shortfalls();
}
