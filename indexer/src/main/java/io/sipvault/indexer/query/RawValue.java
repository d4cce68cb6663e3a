package io.sipvault.indexer.query;

import java.util.BitSet;
import java.util.Locale;

/**
 * A value as it was read: escapes resolved, with a note which characters stand for themselves and are no wildcard.
 *
 * @param position
 *            where it begins in the query
 * @param length
 *            how many characters of the query it takes
 */
record RawValue(String text, BitSet literal, boolean quoted, int position, int length) {
    /** A value without any wildcard. */
    static RawValue literal(String text, int position) {
        BitSet all = new BitSet(text.length());
        all.set(0, text.length());
        return new RawValue(text, all, false, position, text.length());
    }

    boolean isStar(int index) {
        return text.charAt(index) == '*' && !literal.get(index);
    }

    /** Whether it holds a {@code *}, or a {@code ?} where that counts, that is not escaped. */
    boolean hasWildcard(boolean questionMark) {
        for (int i = 0; i < text.length(); i++) {
            if (isWildcard(i, questionMark)) {
                return true;
            }
        }
        return false;
    }

    boolean isWildcard(int index, boolean questionMark) {
        return isStar(index) || (questionMark && text.charAt(index) == '?' && !literal.get(index));
    }

    boolean isOnlyStars() {
        for (int i = 0; i < text.length(); i++) {
            if (!isStar(i)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The same with one character that stands for itself. */
    RawValue withLiteral(int index) {
        BitSet more = (BitSet) literal.clone();
        more.set(index);
        return new RawValue(text, more, quoted, position, length);
    }

    RawValue toLowerCase() {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.length() == text.length() ? new RawValue(lower, literal, quoted, position, length) : this;
    }

    RawValue substring(int from, int to) {
        return new RawValue(text.substring(from, to), literal.get(from, to), quoted, position, length);
    }

    /** The same with neighbouring stars as one. */
    RawValue collapsed() {
        StringBuilder kept = new StringBuilder(text.length());
        BitSet keptLiteral = new BitSet(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (i == 0 || !isStar(i) || !isStar(i - 1)) {
                keptLiteral.set(kept.length(), literal.get(i));
                kept.append(text.charAt(i));
            }
        }
        return new RawValue(kept.toString(), keptLiteral, quoted, position, length);
    }

    /** The pattern of {@link QueryNode.Wildcard}. */
    String pattern(boolean questionMark) {
        StringBuilder pattern = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '*' || c == '?' || c == '\\') && !isWildcard(i, questionMark)) {
                pattern.append('\\');
            }
            pattern.append(c);
        }
        return pattern.toString();
    }
}
