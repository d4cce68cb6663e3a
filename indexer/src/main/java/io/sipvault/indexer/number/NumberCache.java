package io.sipvault.indexer.number;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The numbers seen lately: a table of fixed size where a text has two slots and the newer stays. */
final class NumberCache {
    private record Entry(String text, CanonicalNumber number) {}

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

    @Nullable
    CanonicalNumber get(String text) {
        int slot = slot(text);
        CanonicalNumber number = at(slot, text);
        return number != null ? number : at(slot ^ 1, text);
    }

    private @Nullable CanonicalNumber at(int slot, String text) {
        Entry entry = entries.getAcquire(slot);
        return entry != null && entry.text.equals(text) ? entry.number : null;
    }

    void put(String text, CanonicalNumber number) {
        int slot = slot(text);
        Entry older = entries.getAcquire(slot);
        if (older != null) {
            entries.setRelease(slot ^ 1, older);
        }
        entries.setRelease(slot, new Entry(text, number));
    }

    private int slot(String text) {
        int hash = text.hashCode() * 0x9e3779b9;
        return (hash ^ hash >>> 16) & mask;
    }
}
