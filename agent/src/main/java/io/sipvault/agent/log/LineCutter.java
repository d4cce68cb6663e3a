package io.sipvault.agent.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Cuts the bytes of a file into lines. A line that is too long is cut into several. */
final class LineCutter {
    private static final int LONGEST = 32 << 10;

    private byte[] line = new byte[512];
    private int length;
    /** Where the next byte stands in the file. */
    private long offset;

    /** Takes a line. */
    @FunctionalInterface
    interface Taker {
        /** @param next where the next line begins in the file */
        void line(String line, long next);
    }

    LineCutter(long offset) {
        this.offset = offset;
    }

    void bytes(byte[] from, int count, Taker taker) {
        for (int i = 0; i < count; i++) {
            offset++;
            if (from[i] == '\n') {
                end(taker);
            } else {
                append(from[i], taker);
            }
        }
    }

    private void append(byte b, Taker taker) {
        if (length == LONGEST) {
            offset--;
            end(taker);
            offset++;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(LONGEST, length * 2));
        }
        line[length++] = b;
    }

    /** What is there is a line: nothing follows. */
    void finish(Taker taker) {
        if (length > 0) {
            end(taker);
        }
    }

    private void end(Taker taker) {
        int stop = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        taker.line(text(line, stop), offset);
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
