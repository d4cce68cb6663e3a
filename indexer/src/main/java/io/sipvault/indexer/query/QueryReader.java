package io.sipvault.indexer.query;

import java.util.BitSet;
import java.util.Set;

/** A cursor over the text of a query: spaces, words, quotes and escapes. */
final class QueryReader {
    private static final Set<String> OPERATORS = Set.of("AND", "OR", "NOT");
    private static final int SHOWN_CHARACTERS = 40;

    private final String text;
    private int position;

    QueryReader(String text, int position) {
        this.text = text;
        this.position = position;
    }

    static boolean isOperatorWord(String word) {
        return OPERATORS.contains(word);
    }

    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    int position() {
        return position;
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /** The character here, or 0 at the end. */
    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return position + ahead < text.length() ? text.charAt(position + ahead) : 0;
    }

    void skipSpace() {
        while (!atEnd() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    boolean accept(String sign) {
        boolean there = text.startsWith(sign, position);
        position += there ? sign.length() : 0;
        return there;
    }

    /** Takes an operator word that stands alone. */
    boolean acceptWord(String word) {
        boolean there = isAtWord(word);
        position += there ? word.length() : 0;
        return there;
    }

    boolean isAtWord(String word) {
        int end = position + word.length();
        return text.startsWith(word, position) && (end >= text.length() || endsWord(text.charAt(end)));
    }

    private static boolean endsWord(char c) {
        return isSpace(c) || c == '(' || c == ')';
    }

    /** The letters, {@code _} and {@code -} from here, without moving; empty when it does not begin with a letter. */
    String peekName() {
        int end = position;
        while (end < text.length() && isNameCharacter(text.charAt(end), end > position)) {
            end++;
        }
        return text.substring(position, end);
    }

    private static boolean isNameCharacter(char c, boolean inside) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (inside && (c == '_' || c == '-'));
    }

    /** The characters up to the next space or parenthesis, without moving. */
    String peekWord() {
        int end = position;
        while (end < text.length() && !endsWord(text.charAt(end))) {
            end++;
        }
        return text.substring(position, end);
    }

    /** Skips a word of nothing but signs, as {@code -} or {@code =>}: the full text holds no such word. */
    boolean skipSigns() {
        String word = peekWord();
        boolean beforeGroup = peek(word.length()) == '(';
        boolean signs = !word.isEmpty() && !beforeGroup && word.chars().noneMatch(c -> Character.isLetterOrDigit(c)
                || Character.isSurrogate((char) c) || c == '"' || c == '*' || c == '\\');
        position += signs ? word.length() : 0;
        return signs;
    }

    /** A value up to the next space, parenthesis or one of the given characters that is not escaped. */
    RawValue value(String enders) {
        int start = position;
        StringBuilder value = new StringBuilder();
        BitSet literal = new BitSet();
        while (!atEnd() && !endsWord(peek()) && enders.indexOf(peek()) < 0) {
            if (peek() == '\\' && position + 1 < text.length() && !Character.isLetterOrDigit(peek(1))) {
                literal.set(value.length());
                position++;
            }
            value.append(text.charAt(position++));
        }
        return new RawValue(value.toString(), literal, false, start, position - start);
    }

    /** A quoted value, the cursor on the first quote; {@code \"} and {@code \\} are the escapes. */
    RawValue quoted() {
        int start = position++;
        StringBuilder value = new StringBuilder();
        while (!atEnd() && peek() != '"') {
            if (peek() == '\\' && (peek(1) == '"' || peek(1) == '\\')) {
                position++;
            }
            value.append(text.charAt(position++));
        }
        if (atEnd()) {
            throw new QueryRefused(start, text.length() - start, "the quote at position " + start
                    + " is not closed: expected another \" before the end of the query");
        }
        position++;
        BitSet all = new BitSet(value.length());
        all.set(0, value.length());
        return new RawValue(value.toString(), all, true, start, position - start);
    }

    /** What stands here, for a message: {@code 'word'}, {@code ')'} or "the end of the query". */
    String found() {
        if (atEnd()) {
            return "the end of the query";
        }
        String word = peekWord();
        return shown(word.isEmpty() ? text.substring(position, position + 1) : word);
    }

    /** A piece of a query in quotes, shortened and without control characters. */
    static String shown(String piece) {
        String cut = piece.length() > SHOWN_CHARACTERS ? piece.substring(0, SHOWN_CHARACTERS) + "..." : piece;
        return "'" + cut.replaceAll("\\p{Cntrl}", " ") + "'";
    }
}
