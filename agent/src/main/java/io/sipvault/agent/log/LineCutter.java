package io.sipvault.agent.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Cuts the bytes of a file into lines. A line that is too long is cut into several. */
final class LineCutter {
    private static final int LONGEST = 32 << 10;
    /** Room that is kept for the next line. */
    private static final int USUAL = 512;
    /** How far before the end of what is too long a space is looked for, so that no word is cut. */
    private static final int SPACE_WITHIN = 1 << 10;
    /** Of a line that was cut: longer than a secret and its name. */
    static final int MOST_BEFORE = 4 << 10;

    private byte[] line = new byte[USUAL];
    private int length;
    /** What was cut off this line before. */
    private String before;
    /** Where the next byte stands in the file. */
    private long offset;

    /** Takes a line. */
    @FunctionalInterface
    interface Taker {
        /**
         * @param before
         *            the end of what stands before it in a line that was too long; empty where it is the beginning of a line
         * @param next
         *            where the next line begins in the file
         */
        void line(String before, String line, long next);
    }

    /** @param before what stands before in the same line; empty where a line begins */
    LineCutter(long offset, String before) {
        this.offset = offset;
        this.before = before;
    }

    void bytes(byte[] from, int count, Taker taker) {
        for (int i = 0; i < count; i++) {
            if (from[i] != '\n') {
                append(from[i], taker);
            }
            offset++;
            if (from[i] == '\n') {
                end(taker);
            }
        }
    }

    private void append(byte b, Taker taker) {
        if (length == LONGEST) {
            cut(taker);
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(LONGEST, length * 2));
        }
        line[length++] = b;
    }

    private void cut(Taker taker) {
        int stop = cutAt();
        String text = text(line, stop);
        taker.line(before, text, offset - (length - stop));
        before = text.substring(Math.max(0, text.length() - MOST_BEFORE));
        System.arraycopy(line, stop, line, 0, length - stop);
        length -= stop;
    }

    /** Behind a space, or at least not within a character. */
    private int cutAt() {
        for (int stop = length; stop > length - SPACE_WITHIN; stop--) {
            if (line[stop - 1] == ' ') {
                return stop;
            }
        }
        int stop = length - 1;
        while (stop > length - 4 && (line[stop] & 0xc0) == 0x80) {
            stop--;
        }
        return stop;
    }

    /** What is there is a line: nothing follows. */
    void finish(Taker taker) {
        if (length > 0) {
            end(taker);
        }
    }

    private void end(Taker taker) {
        int stop = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        String start = before;
        String text = text(line, stop);
        length = 0;
        before = "";
        if (line.length > USUAL * 8) {
            line = new byte[USUAL];
        }
        taker.line(start, text, offset);
    }

    /** Bytes that are no UTF-8 are taken as ISO 8859-1, which loses none. */
    private static String text(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
    }
}
