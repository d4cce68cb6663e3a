package io.sipvault.indexer.search;

import io.sipvault.indexer.search.EvidenceSearch.Hit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a page went before the time was up. The day in which that happened is not searched whole, so what was found in it is
 * left to the next page, which begins with it. If it was the first day of the page, the next would come no further than this
 * one: so this one has what was found, and there is no next.
 */
final class Progress {
    private final Order order;
    private final Effort effort;
    private boolean begun;
    private boolean stopped;
    private @Nullable PageCursor next;

    Progress(Order order, Effort effort) {
        this.order = order;
        this.effort = effort;
    }

    /**
     * A partition was searched, as long as there was time.
     *
     * @param hits
     *            of the page
     * @param before
     *            how many hits there were before
     */
    void passed(Partition partition, List<Hit> hits, int before) {
        stopped = effort.isUp();
        if (stopped && begun) {
            hits.subList(before, hits.size()).clear();
            next = PageCursor.at(partition.name(), order);
        }
        begun = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Where the next page begins, when this one stopped. */
    @Nullable
    PageCursor next() {
        return next;
    }
}
