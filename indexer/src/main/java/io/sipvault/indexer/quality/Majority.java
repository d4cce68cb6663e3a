package io.sipvault.indexer.quality;

/** The value that more than half of a series has, if there is one (Boyer and Moore's vote), in constant space. */
final class Majority {
    private int candidate;
    private int votes;

    void add(int value) {
        if (value == candidate) {
            votes++;
        } else if (votes == 0) {
            candidate = value;
            votes = 1;
        } else {
            votes--;
        }
    }

    /** The winner; 0 after a series whose vote came out even. */
    int value() {
        return votes > 0 ? candidate : 0;
    }
}
