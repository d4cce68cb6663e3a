package io.sipvault.web.ladder;

import io.sipvault.web.text.Text;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Text of strangers made fit to be shown. What cannot be seen or would change how its neighbours are shown (controls, format
 * characters such as bidirectional overrides, line ends, lone surrogates, what Unicode has not assigned) becomes U+FFFD, so
 * that it is visible that something was there. Widths are in cells of a font of one width.
 */
final class VisibleText {
    /** Accents on one character; more would be painted over the neighbouring rows. */
    private static final int MOST_MARKS = 2;
    /** First and last code points, in pairs, of what is two cells wide (UAX 11, the blocks that matter). */
    private static final int[] WIDE = {0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3,
            0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1b000, 0x1b2ff, 0x1f300, 0x1f64f,
            0x1f680, 0x1f6ff, 0x1f900, 0x1faff, 0x20000, 0x3fffd};

    private VisibleText() {}

    /** The text, harmless, and cut to a width with an ellipsis. */
    static String of(String text, int mostCells) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), mostCells));
        int cells = 0;
        int marks = 0;
        for (int i = 0; i < text.length() && cells <= mostCells;) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            marks = isMark(c) ? marks + 1 : 0;
            if (marks <= MOST_MARKS) {
                safe.appendCodePoint(isHarmful(c) ? Text.REPLACEMENT : c);
                cells += width(c);
            }
        }
        return cut(safe.toString(), mostCells);
    }

    /** Cut at the end. */
    static String cut(String text, int mostCells) {
        if (cells(text) <= mostCells) {
            return text;
        }
        return head(text, mostCells - 1) + "…";
    }

    /** Cut in the middle: addresses differ at their ends. */
    static String cutMiddle(String text, int mostCells) {
        if (cells(text) <= mostCells) {
            return text;
        }
        int tail = Math.max(0, mostCells - 1) / 2;
        String end = text.substring(text.offsetByCodePoints(text.length(), -Math.min(tail, codePoints(text))));
        return head(text, mostCells - 1 - cells(end)) + "…" + end;
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String head(String text, int mostCells) {
        int cells = 0;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            cells += width(c);
            if (cells > mostCells) {
                break;
            }
            i += Character.charCount(c);
        }
        return text.substring(0, i);
    }

    /** Characters that a font has no picture of, as {@code <U+1F600>}. */
    static String spelled(String text, IntPredicate canDisplay) {
        if (text.codePoints().allMatch(canDisplay)) {
            return text;
        }
        StringBuilder spelled = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (canDisplay.test(c)) {
                spelled.appendCodePoint(c);
            } else {
                spelled.append("<U+").append(String.format(Locale.ROOT, "%04X", c)).append('>');
            }
        });
        return spelled.toString();
    }

    /** Width on the screen. */
    static int cells(String text) {
        int cells = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            cells += width(c);
            i += Character.charCount(c);
        }
        return cells;
    }

    private static int width(int codePoint) {
        if (codePoint < WIDE[0]) {
            return isMark(codePoint) ? 0 : 1;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (codePoint >= WIDE[i] && codePoint <= WIDE[i + 1]) {
                return 2;
            }
        }
        return isMark(codePoint) ? 0 : 1;
    }

    private static boolean isMark(int codePoint) {
        int type = codePoint < 0x300 ? Character.OTHER_LETTER : Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean isHarmful(int codePoint) {
        return Text.isHarmful(codePoint) || switch (Character.getType(codePoint)) {
            case Character.UNASSIGNED, Character.PRIVATE_USE -> true;
            default -> codePoint > 0xffff && (codePoint & 0xfffe) == 0xfffe;
        };
    }
}
