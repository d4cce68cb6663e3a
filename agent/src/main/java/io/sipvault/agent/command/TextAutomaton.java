package io.sipvault.agent.command;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * Finds many texts in one pass over bytes, after Aho and Corasick (Communications of the ACM 18, 1975, 333): an automaton with a
 * row of transitions for each state, a column for each byte that any text holds and one for all others. Where no text has begun,
 * it leaps as Wu and Manber do (A Fast Algorithm for Multi-Pattern Searching, 1994): by how far the last two or three bytes of a
 * window, as long as the shortest text, are at least from where they stand in the beginning of any. The texts together have at most
 * {@link #MOST_BYTES}.
 */
final class TextAutomaton {
    /** A state has two bytes. */
    static final int MOST_BYTES = 16_384;
    private static final int NOTHING = -1;
    private static final int LONGEST_WINDOW = 64;
    private static final int LEAST_FOR_THREE = 5;
    private static final int FIRST = 0x9e3779b1;
    private static final int SECOND = 0x85ebca77;
    private static final int THIRD = 0xc2b2ae3d;
    private static final int SPARSE = 8;
    private static final int LEAST_TABLE = 1 << 10;
    private static final int MOST_TABLE = 1 << 16;

    private final int[] columnOf = new int[256];
    private final int columns;
    private final char[] next;
    /** Number of the text that ends in a state, or NOTHING. */
    private final int[] endsHere;
    /** State of the longest shorter text that ends there, too; 0 when none does. */
    private final char[] endsAlso;
    private final int[] lengths;
    private final boolean words;
    /** As long as the shortest text, to a bound. */
    private final int window;
    /** Bytes that are looked at. */
    private final int block;
    /** By a hash of a block, how far the window may go on that ends with it: 0 where a text may begin with the window. */
    private final byte[] leaps;

    /**
     * @param texts
     *            each once, of two bytes at least
     * @param words
     *            whether a text counts only where no letter, digit, _ or - stands beside it
     */
    TextAutomaton(List<byte[]> texts, boolean words) {
        this.words = words;
        this.lengths = texts.stream().mapToInt(text -> text.length).toArray();
        this.columns = columns(texts);
        int most = 1 + Arrays.stream(lengths).sum();
        this.next = new char[most * columns];
        this.endsHere = new int[most];
        this.endsAlso = new char[most];
        Arrays.fill(endsHere, NOTHING);
        this.window = Math.min(LONGEST_WINDOW, Arrays.stream(lengths).min().orElse(2));
        this.block = window < LEAST_FOR_THREE ? 2 : 3;
        this.leaps = new byte[tableSize()];
        Arrays.fill(leaps, (byte) (window - block + 1));
        int states = 1;
        for (int number = 0; number < lengths.length; number++) {
            leaps(texts.get(number));
            states = enter(texts.get(number), number, states);
        }
        link(states);
    }

    private int columns(List<byte[]> texts) {
        int found = 1;
        for (byte[] text : texts) {
            for (byte b : text) {
                if (columnOf[b & 0xff] == 0) {
                    columnOf[b & 0xff] = found++;
                }
            }
        }
        return found;
    }

    /** Sparse, and as small as can be: what is read at each message should stay in the cache. */
    private int tableSize() {
        int blocks = Math.max(1, lengths.length * (window - block + 1));
        return Math.clamp(Integer.highestOneBit(blocks) * SPARSE, LEAST_TABLE, MOST_TABLE);
    }

    private void leaps(byte[] text) {
        for (int end = block; end <= window; end++) {
            int at = block(text, end);
            leaps[at] = (byte) Math.min(leaps[at], window - end);
        }
    }

    private int enter(byte[] text, int number, int statesBefore) {
        int states = statesBefore;
        int state = 0;
        for (byte b : text) {
            int cell = state * columns + columnOf[b & 0xff];
            if (next[cell] == 0) {
                next[cell] = (char) states++;
            }
            state = next[cell];
        }
        endsHere[state] = number;
        return states;
    }

    /** Leads from each state on by every byte, by way of the longest end of what was read that some text begins with. */
    private void link(int states) {
        char[] shorter = new char[states];
        Queue<Integer> waiting = new ArrayDeque<>();
        waiting.add(0);
        while (!waiting.isEmpty()) {
            int state = waiting.remove();
            for (int column = 1; column < columns; column++) {
                int cell = state * columns + column;
                char instead = state == 0 ? 0 : next[shorter[state] * columns + column];
                if (next[cell] == 0) {
                    next[cell] = instead;
                } else {
                    shorter[next[cell]] = instead;
                    endsAlso[next[cell]] = endsHere[instead] == NOTHING ? endsAlso[instead] : instead;
                    waiting.add((int) next[cell]);
                }
            }
        }
    }

    boolean isEmpty() {
        return lengths.length == 0;
    }

    /** Which texts stand in bytes: a bit for each, by number. */
    long[] find(byte[] b, int from, int end) {
        long[] found = new long[(lengths.length + Long.SIZE - 1) / Long.SIZE];
        int state = 0;
        for (int i = leap(b, from, end); i < end; i = state == 0 ? leap(b, i + 1, end) : i + 1) {
            state = next[state * columns + columnOf[b[i] & 0xff]];
            if (endsHere[state] != NOTHING || endsAlso[state] != 0) {
                mark(state, b, from, i + 1, end, found);
            }
        }
        return found;
    }

    /** Of the bytes before an end. */
    private int block(byte[] b, int end) {
        int hash = (b[end - 2] & 0xff) * SECOND ^ (b[end - 1] & 0xff) * FIRST;
        return (block == 2 ? hash : hash ^ (b[end - 3] & 0xff) * THIRD) >>> Short.SIZE & leaps.length - 1;
    }

    /** Where a text may begin. */
    private int leap(byte[] b, int from, int limit) {
        int longest = window - block + 1;
        int end = from + window;
        while (end <= limit) {
            int leap = leaps[block(b, end)];
            while (leap == longest && end + longest <= limit) {
                // mostly so: a step that waits for no table lets the next ones begin
                end += longest;
                leap = leaps[block(b, end)];
            }
            if (leap == 0) {
                return end - window;
            }
            end += leap;
        }
        return limit;
    }

    private void mark(int state, byte[] b, int from, int after, int end, long[] found) {
        int at = endsHere[state] == NOTHING ? endsAlso[state] : state;
        while (at != 0) {
            int number = endsHere[at];
            if (!words && isIn(found, number)) {
                // so were those that are its end
                return;
            }
            if (!words || isWord(b, from, after - lengths[number], after, end)) {
                found[number / Long.SIZE] |= 1L << number;
            }
            at = endsAlso[at];
        }
    }

    static boolean isIn(long[] found, int number) {
        return (found[number / Long.SIZE] >>> number & 1) != 0;
    }

    private static boolean isWord(byte[] b, int from, int begin, int after, int end) {
        return (begin == from || !isWordByte(b[begin - 1])) && (after == end || !isWordByte(b[after]));
    }

    private static boolean isWordByte(byte b) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' || b == '-' || b < 0;
    }
}
