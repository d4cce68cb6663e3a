package io.sipvault.agent.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What stands under numbers: a hash table that asks without making objects, and never changes. */
final class LongIndex<T> {
    /** Stands where nothing does. */
    private static final long NO_KEY = 0;

    private final long[] keys;
    private final List<List<T>> values;
    private final List<T> underNoKey;
    private final int mask;
    private final boolean empty;

    LongIndex(Map<Long, List<T>> entries) {
        empty = entries.isEmpty();
        mask = Math.max(2, Integer.highestOneBit(entries.size()) * 4) - 1;
        keys = new long[mask + 1];
        values = new ArrayList<>(Collections.nCopies(mask + 1, List.of()));
        underNoKey = List.copyOf(entries.getOrDefault(NO_KEY, List.of()));
        entries.forEach(this::enter);
    }

    private void enter(long key, List<T> value) {
        if (key != NO_KEY) {
            int slot = slot(key);
            keys[slot] = key;
            values.set(slot, List.copyOf(value));
        }
    }

    /** Where a key stands, or may: of most that are asked for the first slot says that they do not. */
    private int slot(long key) {
        int slot = (int) (key ^ key >>> 29) & mask;
        while (keys[slot] != key && keys[slot] != NO_KEY) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    boolean isEmpty() {
        return empty;
    }

    /** Empty when nothing stands there. */
    List<T> get(long key) {
        int slot = slot(key);
        if (keys[slot] == NO_KEY) {
            return key == NO_KEY ? underNoKey : List.of();
        }
        return values.get(slot);
    }
}
