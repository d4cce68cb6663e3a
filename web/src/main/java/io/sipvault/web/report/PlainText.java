package io.sipvault.web.report;

/** Text that a terminal and a reader take as it looks. */
final class PlainText {
    private PlainText() {}

    /** Line ends, control characters, and marks that turn the direction of what follows. */
    static boolean isUnsafe(char c) {
        return Character.isISOControl(c) || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0x2028
                || c == 0x2029;
    }

    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            out.append(isUnsafe(text.charAt(i)) ? ' ' : text.charAt(i));
        }
        return out.toString();
    }
}
