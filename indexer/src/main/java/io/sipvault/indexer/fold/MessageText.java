package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.WitnessedMessage;
import java.util.Arrays;
import java.util.List;

/**
 * The distinct lines of a dialog's messages, for full-text search, as the bytes that they are. A line is looked for among
 * those of equal hash in a table, a few steps far: should a stranger make hashes collide, lines come twice and no harm is
 * done.
 */
final class MessageText {
    private static final int LEAST_BYTES = 1024;
    private static final int LEAST_SLOTS = 128;
    private static final int MOST_STEPS = 16;

    private byte[] text = new byte[LEAST_BYTES];
    private int length;
    /** Where a line begins in the text, plus one; 0 is free. */
    private int[] slots = new int[LEAST_SLOTS];
    private int lines;

    private MessageText() {}

    static byte[] of(List<WitnessedMessage> messages) {
        MessageText text = new MessageText();
        for (WitnessedMessage m : messages) {
            text.add(m.observation().text());
        }
        return Arrays.copyOf(text.text, text.length);
    }

    private void add(byte[] message) {
        int start = 0;
        int hash = 1;
        for (int i = 0; i < message.length; i++) {
            byte b = message[i];
            if (b == '\n') {
                line(message, start, i, hash);
                start = i + 1;
                hash = 1;
            } else if (b != '\r') {
                hash = 31 * hash + b;
            }
        }
        line(message, start, message.length, hash);
    }

    private void line(byte[] message, int start, int end, int hash) {
        int stop = end > start && message[end - 1] == '\r' ? end - 1 : end;
        if (stop > start && isNew(message, start, stop, hash)) {
            append(message, start, stop);
        }
    }

    /** Whether a line is not there yet; it takes a free slot then. */
    private boolean isNew(byte[] message, int start, int stop, int hash) {
        if (lines * 2 > slots.length) {
            grow();
        }
        int slot = slot(hash);
        for (int step = 0; step < MOST_STEPS; step++) {
            int line = slots[slot] - 1;
            if (line < 0) {
                slots[slot] = length + 1;
                lines++;
                return true;
            }
            int behind = line + stop - start;
            if (behind < length && text[behind] == '\n'
                    && Arrays.equals(text, line, behind, message, start, stop)) {
                return false;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return true;
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 15) & (slots.length - 1);
    }

    private void append(byte[] message, int start, int stop) {
        int size = stop - start;
        if (text.length - length <= size) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, length + size + 1));
        }
        System.arraycopy(message, start, text, length, size);
        length += size;
        text[length++] = '\n';
    }

    private void grow() {
        slots = new int[slots.length * 2];
        lines = 0;
        int start = 0;
        int hash = 1;
        for (int i = 0; i < length; i++) {
            if (text[i] == '\n') {
                enter(start, hash);
                start = i + 1;
                hash = 1;
            } else if (text[i] != '\r') {
                hash = 31 * hash + text[i];
            }
        }
    }

    private void enter(int line, int hash) {
        int slot = slot(hash);
        for (int step = 0; step < MOST_STEPS; step++) {
            if (slots[slot] == 0) {
                slots[slot] = line + 1;
                lines++;
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
    }
}
