package io.sipvault.ingest.link;

import org.jspecify.annotations.Nullable;

/** Decoders by number: a small hash table without boxes, filled once. */
final class NumberTable {
    private static final int SLOTS = 64;
    private static final int GOLDEN = 0x9e37_79b9;

    private final int[] numbers = new int[SLOTS];
    private final @Nullable Encapsulation[] decoders = new @Nullable Encapsulation[SLOTS];

    NumberTable with(Encapsulation decoder, int... keys) {
        for (int key : keys) {
            int slot = slot(key);
            while (decoders[slot] != null) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            numbers[slot] = key;
            decoders[slot] = decoder;
        }
        return this;
    }

    @Nullable
    Encapsulation find(int number) {
        int slot = slot(number);
        Encapsulation decoder = decoders[slot];
        while (decoder != null && numbers[slot] != number) {
            slot = (slot + 1) & (SLOTS - 1);
            decoder = decoders[slot];
        }
        return decoder;
    }

    private static int slot(int key) {
        return (key * GOLDEN) >>> 26;
    }
}
