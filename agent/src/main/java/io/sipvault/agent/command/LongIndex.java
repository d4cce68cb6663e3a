package io.sipvault.agent.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What stands under numbers: a hash table that asks without making objects, and never changes. */
final class LongIndex<T> {
    private final long[] keys;
    private final List<List<T>> values;
    private final int mask;
    private final int size;

    LongIndex(Map<Long, List<T>> entries) {
        size = entries.size();
        mask = Math.max(2, Integer.highestOneBit(size) * 4) - 1;
        keys = new long[mask + 1];
        values = new ArrayList<>(Collections.nCopies(mask + 1, List.of()));
        entries.forEach(this::enter);
    }

    private void enter(long key, List<T> value) {
        int slot = slot(key);
        keys[slot] = key;
        values.set(slot, List.copyOf(value));
    }

    /** Where a key stands, or may. */
    private int slot(long key) {
        int slot = (int) (key ^ key >>> 29) & mask;
        while (!values.get(slot).isEmpty() && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Empty when nothing stands there. */
    List<T> get(long key) {
        return values.get(slot(key));
    }
}
