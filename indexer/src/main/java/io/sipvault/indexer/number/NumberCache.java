package io.sipvault.indexer.number;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The numbers seen lately: a table of fixed size where a newer text replaces an older one of the same slot. */
final class NumberCache {
    private record Entry(String text, CanonicalNumber number) {
    }

    private final AtomicReferenceArray<@Nullable Entry> entries;
    private final int mask;

    /**
     * @param slots
     *            a power of two
     */
    NumberCache(int slots) {
        entries = new AtomicReferenceArray<>(slots);
        mask = slots - 1;
    }

    @Nullable CanonicalNumber get(String text) {
        Entry entry = entries.getAcquire(slot(text));
        return entry != null && entry.text.equals(text) ? entry.number : null;
    }

    void put(String text, CanonicalNumber number) {
        entries.setRelease(slot(text), new Entry(text, number));
    }

    private int slot(String text) {
        int hash = text.hashCode() * 0x9e3779b9;
        return (hash ^ hash >>> 16) & mask;
    }
}
