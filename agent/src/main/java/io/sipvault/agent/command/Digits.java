package io.sipvault.agent.command;

/**
 * A number as far as its digits go, so that ways of writing it meet: the last 18 digits without zeros in front, as a long.
 * {@code +1 (555) 443-0191}, {@code 0015554430191} and {@code 5554430191} end alike. What has a letter is no number.
 */
final class Digits {
    /** What is not a number, or has fewer than seven digits without zeros in front. */
    static final long NONE = 0;

    private static final long SEVEN_DIGITS = 10_000_000;
    private static final long LEAST = SEVEN_DIGITS / 10;
    private static final long SEVENTEEN_DIGITS = 100_000_000_000_000_000L;
    private static final String PUNCTUATION = "+-.()/ *#";

    private Digits() {}

    /** The number that a user part, without escapes, is. */
    static long of(byte[] b, int from, int end) {
        long number = 0;
        for (int i = from; i < end; i++) {
            if (b[i] >= '0' && b[i] <= '9') {
                long kept = number < SEVENTEEN_DIGITS ? number : number % SEVENTEEN_DIGITS;
                number = kept * 10 + b[i] - '0';
            } else if (PUNCTUATION.indexOf(b[i]) < 0) {
                return NONE;
            }
        }
        return number < LEAST ? NONE : number;
    }

    /** Whether the shorter of two numbers is the end of the longer. */
    static boolean endAlike(long one, long other) {
        long shorter = Math.min(one, other);
        if (shorter == NONE) {
            return false;
        }
        long power = SEVEN_DIGITS;
        while (power <= shorter) {
            power *= 10;
        }
        return (Math.max(one, other) - shorter) % power == 0;
    }

    /** The last seven digits: numbers that end alike share it. */
    static long key(long number) {
        return number % SEVEN_DIGITS;
    }
}
