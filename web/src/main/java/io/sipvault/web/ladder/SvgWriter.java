package io.sipvault.web.ladder;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes elements of SVG. Everything but the names of elements and attributes is escaped. */
final class SvgWriter {
    private static final int REPLACEMENT = 0xfffd;

    private final StringBuilder out = new StringBuilder(16_384);
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; attributes as name, value, name, value. */
    SvgWriter open(String name, Object... attributes) {
        begin(name, attributes);
        out.append('>');
        open.push(name);
        return this;
    }

    SvgWriter close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element without content. */
    SvgWriter empty(String name, Object... attributes) {
        begin(name, attributes);
        out.append("/>");
        return this;
    }

    /** An element of text. */
    SvgWriter text(String name, String text, Object... attributes) {
        begin(name, attributes);
        out.append('>');
        escape(text);
        out.append("</").append(name).append('>');
        return this;
    }

    /** Begins a new line, so that people can read and compare files. */
    SvgWriter line() {
        out.append('\n');
        return this;
    }

    private void begin(String name, Object... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            if (attributes[i + 1] instanceof Double number) {
                number(number);
            } else {
                escape(attributes[i + 1].toString());
            }
            out.append('"');
        }
    }

    /** At most one digit behind the point. */
    private void number(double value) {
        long tenths = Math.round(value * 10);
        if (tenths < 0) {
            out.append('-');
        }
        out.append(Math.abs(tenths) / 10);
        if (tenths % 10 != 0) {
            out.append('.').append(Math.abs(tenths) % 10);
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isXml(c) ? c : REPLACEMENT);
            }
        }
    }

    /** Char of XML 1.0, 2.2, without the controls that it allows. */
    private static boolean isXml(int c) {
        return c >= 0x20 && c < 0x7f || c >= 0xa0 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
