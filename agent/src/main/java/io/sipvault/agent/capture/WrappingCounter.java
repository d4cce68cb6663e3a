package io.sipvault.agent.capture;

/** Sums up a counter of 32 bits that wraps, and that begins again when its interface does. */
final class WrappingCounter {
    private int last;
    private long sum;

    /** Takes what the counter shows; what it lost by stepping back is not known. */
    void add(int shown) {
        int more = shown - last;
        if (more > 0) {
            sum += more;
        }
        last = shown;
    }

    long sum() {
        return sum;
    }
}
