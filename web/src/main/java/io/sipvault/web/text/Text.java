package io.sipvault.web.text;

/** Text of strangers made fit to be read: markup stays what it is, templates escape it. */
public final class Text {
    /** Stands for a harmful character. */
    public static final int REPLACEMENT = 0xfffd;

    private Text() {}

    /**
     * One line: what cannot be seen, or would change how its neighbours are shown (controls, line ends, bidirectional
     * overrides), becomes U+FFFD.
     */
    public static String line(String text) {
        return cleaned(text, false);
    }

    /** Several lines: their ends and tabs stay. */
    public static String lines(String text) {
        return cleaned(text.replace("\r\n", "\n"), true);
    }

    /** A line of at most so many characters. */
    public static String cut(String text, int most) {
        String line = line(text);
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static String cleaned(String text, boolean keepLines) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe
                .appendCodePoint(isHarmful(c) && !(keepLines && (c == '\n' || c == '\t')) ? REPLACEMENT : c));
        return safe.toString();
    }

    /** Whether a character cannot be seen, or changes how its neighbours are shown. */
    public static boolean isHarmful(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }
}
