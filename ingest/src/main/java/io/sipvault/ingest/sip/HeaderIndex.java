package io.sipvault.ingest.sip;

import java.util.Arrays;

/** Where the header fields of a message stand: one pass over the bytes, no text is made. */
final class HeaderIndex {
    /** Header lines that are kept; more are counted as a defect. */
    static final int MAX_HEADERS = 1_000;
    private static final int INITIAL = 24;
    private static final int FIELDS = 4;
    private static final int NAME_FROM = 0;
    private static final int NAME_END = 1;
    private static final int VALUE_FROM = 2;
    private static final int VALUE_END = 3;

    private final byte[] buffer;
    private HeaderName[] names = new HeaderName[INITIAL];
    private int[] entries = new int[INITIAL * FIELDS];
    private int count;
    private int skipped;
    private int linesWithoutColon;
    private int bodyFrom;
    private boolean ended;

    private HeaderIndex(byte[] buffer) {
        this.buffer = buffer;
    }

    /** Indexes the header section that begins at {@code from}, the first byte after the start line. */
    static HeaderIndex of(byte[] buffer, int from, int limit) {
        HeaderIndex index = new HeaderIndex(buffer);
        index.scan(from, limit);
        return index;
    }

    private void scan(int from, int limit) {
        int line = from;
        while (line < limit) {
            int lineFeed = SipText.lineFeed(buffer, line, limit);
            int end = SipText.lineEnd(buffer, line, lineFeed);
            int next = Math.min(limit, lineFeed + 1);
            if (end == line) {
                ended = true;
                bodyFrom = next;
                return;
            }
            addLine(line, end);
            line = next;
        }
        bodyFrom = limit;
    }

    private void addLine(int line, int end) {
        if (SipText.isBlank(buffer[line])) {
            if (count > 0 && skipped == 0) {
                extend(end);
            }
            return;
        }
        int colon = line;
        while (colon < end && buffer[colon] != ':') {
            colon++;
        }
        if (colon == end || colon == line) {
            linesWithoutColon++;
        } else if (count == MAX_HEADERS) {
            skipped++;
        } else {
            add(line, SipText.trimEnd(buffer, line, colon), colon + 1, end);
        }
    }

    private void extend(int end) {
        int at = (count - 1) * FIELDS;
        entries[at + VALUE_END] = Math.max(entries[at + VALUE_FROM], end);
    }

    private void add(int nameFrom, int nameEnd, int valueFrom, int valueEnd) {
        int at = count * FIELDS;
        if (at == entries.length) {
            entries = Arrays.copyOf(entries, entries.length * 2);
            names = Arrays.copyOf(names, names.length * 2);
        }
        names[count] = HeaderName.of(buffer, nameFrom, nameEnd);
        entries[at + NAME_FROM] = nameFrom;
        entries[at + NAME_END] = nameEnd;
        entries[at + VALUE_FROM] = valueFrom;
        entries[at + VALUE_END] = valueEnd;
        count++;
    }

    int count() {
        return count;
    }

    /** Header lines beyond {@link #MAX_HEADERS}. */
    int skipped() {
        return skipped;
    }

    int linesWithoutColon() {
        return linesWithoutColon;
    }

    /** Whether a blank line ended the header section. */
    boolean ended() {
        return ended;
    }

    int bodyFrom() {
        return bodyFrom;
    }

    HeaderName name(int i) {
        return names[i];
    }

    int nameFrom(int i) {
        return entries[i * FIELDS + NAME_FROM];
    }

    int nameEnd(int i) {
        return entries[i * FIELDS + NAME_END];
    }

    /** First byte of the value after white space. */
    int valueFrom(int i) {
        return SipText.skipWhite(buffer, entries[i * FIELDS + VALUE_FROM], entries[i * FIELDS + VALUE_END]);
    }

    /** End of the value before white space; line folds are inside. */
    int valueEnd(int i) {
        return SipText.trimEnd(buffer, entries[i * FIELDS + VALUE_FROM], entries[i * FIELDS + VALUE_END]);
    }

    String nameText(int i) {
        return SipText.decode(buffer, nameFrom(i), nameEnd(i));
    }

    String value(int i) {
        String text = SipText.decode(buffer, valueFrom(i), valueEnd(i));
        return text.indexOf('\n') < 0 ? text : SipText.unfold(text);
    }

    /** Whether a header has the same bytes as one of another message. */
    boolean hasValueOf(int i, HeaderIndex other, int j) {
        int from = valueFrom(i);
        int otherFrom = other.valueFrom(j);
        // of a value that is white space alone the end comes before the beginning
        return Arrays.equals(buffer, from, Math.max(from, valueEnd(i)), other.buffer, otherFrom,
                Math.max(otherFrom, other.valueEnd(j)));
    }

    /** Index of the next header of that name from {@code from} on, -1 when there is none. */
    int next(HeaderName name, int from) {
        for (int i = from; i < count; i++) {
            if (names[i] == name) {
                return i;
            }
        }
        return -1;
    }

    /** As the other, for a name that may have no constant. */
    int next(HeaderName known, String name, int from) {
        int i = next(known, from);
        while (known == HeaderName.OTHER && i >= 0
                && !SipText.equalsIgnoreCase(buffer, nameFrom(i), nameEnd(i), name)) {
            i = next(known, i + 1);
        }
        return i;
    }
}
