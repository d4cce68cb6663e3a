package io.sipvault.indexer.search;

import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended.
 *
 * @param order
 *            of the list
 * @param startNs
 *            start of its last document
 * @param givenAtStart
 *            how many documents with that start were given, on this page and those before
 */
record PageCursor(Order order, long startNs, int givenAtStart) {
    /** Ends a cursor of a list that gives the oldest first. */
    private static final String OLDEST = ".o";

    /**
     * What a page gave.
     *
     * @throws ForensicException
     *             BAD_REQUEST when it is none, or one of a list in another order
     */
    static PageCursor parse(String text, Order order) {
        Order given = text.endsWith(OLDEST) ? Order.OLDEST_FIRST : Order.NEWEST_FIRST;
        PageCursor cursor = read(given, text, text.length() - (given == Order.OLDEST_FIRST ? OLDEST.length() : 0));
        if (given != order) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "cursor '" + text
                    + "' is of a list in the other order; ask with the sort of the page that gave it");
        }
        return cursor;
    }

    private static PageCursor read(Order order, String text, int end) {
        try {
            int dot = text.indexOf('.');
            PageCursor cursor = new PageCursor(order, Long.parseLong(text, 0, dot, 36),
                    Integer.parseInt(text, dot + 1, end, 36));
            if (cursor.givenAtStart < 0) {
                throw refused(text, null);
            }
            return cursor;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw refused(text, e);
        }
    }

    private static ForensicException refused(String text, @Nullable Exception cause) {
        return new ForensicException(ErrorCode.BAD_REQUEST, "cursor '" + text
                + "' is none that a page gave; leave it out for the first page", cause);
    }

    /** In front of all that a partition holds. */
    static PageCursor at(String partition, Order order) {
        return new PageCursor(order, order == Order.NEWEST_FIRST
                ? PartitionedIndex.lastNs(partition)
                : PartitionedIndex.firstNs(partition), 0);
    }

    static PageCursor behind(List<Hit> page, Order order, @Nullable PageCursor before) {
        long start = page.getLast().startNs();
        int given = (int) page.stream().filter(h -> h.startNs() == start).count();
        return new PageCursor(order, start,
                before != null && before.startNs == start ? given + before.givenAtStart : given);
    }

    /** What was given before, asked about each document from the cursor's start on. */
    LongPredicate given() {
        return new LongPredicate() {
            private int passed;

            @Override
            public boolean test(long start) {
                return start == startNs && passed++ < givenAtStart;
            }
        };
    }

    /** Documents that a page by position passes by: how many of them begin with the last one. */
    static final class Passed {
        private long startNs;
        private int atStart;

        /** Passes by so many documents. */
        LongPredicate next(long count) {
            return new LongPredicate() {
                private long left = count;

                @Override
                public boolean test(long start) {
                    if (left == 0) {
                        return false;
                    }
                    left--;
                    atStart = start == startNs ? atStart + 1 : 1;
                    startNs = start;
                    return true;
                }
            };
        }

        PageCursor cursor(Order order) {
            return new PageCursor(order, startNs, atStart);
        }
    }

    /** Whether a partition may hold what comes behind. */
    boolean mayBeIn(String partition) {
        return order == Order.NEWEST_FIRST
                ? PartitionedIndex.firstNs(partition) <= startNs
                : PartitionedIndex.lastNs(partition) >= startNs;
    }

    @Override
    public String toString() {
        return Long.toString(startNs, 36) + "." + Integer.toString(givenAtStart, 36)
                + (order == Order.OLDEST_FIRST ? OLDEST : "");
    }
}
