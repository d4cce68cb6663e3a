package io.sipvault.web.page;

import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.ListSearch;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them. */
public final class Figures {
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private Figures() {}

    /** {@code 1,550}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 3 calls}, {@code 1 call}. */
    public static String count(long count, String one) {
        return count(count) + ' ' + one + (count == 1 ? "" : "s");
    }

    /** {@code 3 calls}; {@code more than 100,000 calls} where not all were counted. */
    public static String total(Page page, String one) {
        return page.totalIsLowerBound() && page.total() > ListSearch.MOST_COUNTED
                ? "more than " + count(ListSearch.MOST_COUNTED, one)
                : count(page.total(), one);
    }

    /** {@code 9.9 ms}. */
    public static String ms(@Nullable Double ms) {
        return ms == null ? Times.UNKNOWN : String.format(Locale.ROOT, "%.1f ms", ms);
    }

    /** {@code 4.6 %}; what is there and would be rounded away is said to be small. */
    public static String percent(double percent) {
        return percent > 0 && percent < 0.05 ? "< 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    public static String decimal(@Nullable Double value) {
        return value == null ? Times.UNKNOWN : String.format(Locale.ROOT, "%.2f", value);
    }

    /** {@code 12.3 MiB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return unit == 0 ? count(bytes) + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
