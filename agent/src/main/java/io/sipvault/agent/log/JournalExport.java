package io.sipvault.agent.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sipvault.ingest.wire.Bytes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the export format of systemd's journal: lines of {@code FIELD=value}, or a field's name alone, the length of its value
 * as 64 bits little-endian, the value and a line's end; an empty line ends an entry. Fields that are not needed are skipped,
 * values that are too long are cut. An entry within which its writer ended is given up: the next writer gives it again. Not
 * safe for use by several threads.
 */
final class JournalExport {
    private static final int LONGEST_VALUE = 32 << 10;
    private static final int LONGEST_NAME = 64;
    private static final long LONGEST_IN_JOURNAL = 768L << 20;
    private static final String CURSOR = "__CURSOR";
    private static final Set<String> WANTED = Set.of("MESSAGE", "__REALTIME_TIMESTAMP",
            "_SOURCE_REALTIME_TIMESTAMP", "SYSLOG_IDENTIFIER", "_SYSTEMD_UNIT", "_PID", CURSOR);

    private final Taker taker;
    private final Map<String, String> fields = new HashMap<>();
    private final byte[] gathered = new byte[LONGEST_VALUE];
    private final EntryStart start = new EntryStart();
    private int length;
    private State state = State.LINE;
    private String name = "";
    /** Bytes of a binary value that are to come. */
    private long left;

    private enum State {
        LINE, SIZE, VALUE, VALUE_END
    }

    /** Takes an entry. */
    @FunctionalInterface
    interface Taker {
        /** @param fields the wanted ones by name */
        void entry(Map<String, String> fields);
    }

    JournalExport(Taker taker) {
        this.taker = taker;
    }

    void bytes(byte[] from, int count) {
        for (int i = 0; i < count; i++) {
            take(from[i]);
        }
    }

    private void take(byte b) {
        if (start.isEndedBy(b)) {
            fields.clear();
            length = 0;
            for (byte before : start.bytes()) {
                gather(before);
            }
            start.forget();
            state = State.LINE;
            return;
        }
        switch (state) {
            case LINE -> inLine(b);
            case SIZE -> inSize(b);
            case VALUE -> inValue(b);
            case VALUE_END -> state = State.LINE;
        }
    }

    private void inLine(byte b) {
        if (b != '\n') {
            gather(b);
            return;
        }
        if (length == 0) {
            end();
            return;
        }
        String line = gathered();
        int equals = line.indexOf('=');
        if (equals > 0) {
            put(line.substring(0, equals), line.substring(equals + 1));
        } else {
            name = line.length() > LONGEST_NAME ? "" : line;
            state = State.SIZE;
        }
    }

    private void inSize(byte b) {
        gather(b);
        if (length == Long.BYTES) {
            left = Long.reverseBytes(Bytes.i64(gathered, 0));
            length = 0;
            // no journal has longer ones: a length beyond it is damage, and reading goes on with the next line
            boolean damaged = left < 0 || left > LONGEST_IN_JOURNAL;
            state = damaged ? State.LINE : left > 0 ? State.VALUE : State.VALUE_END;
        }
    }

    private void inValue(byte b) {
        gather(b);
        left--;
        if (left == 0) {
            put(name, gathered());
            state = State.VALUE_END;
        }
    }

    private void gather(byte b) {
        if (length < gathered.length) {
            gathered[length++] = b;
        }
    }

    private String gathered() {
        byte[] bytes = Arrays.copyOf(gathered, length);
        length = 0;
        String text = new String(bytes, UTF_8);
        return text.indexOf('\ufffd') < 0 ? text : new String(bytes, ISO_8859_1);
    }

    private void put(String field, String value) {
        if (field.equals(CURSOR) || field.endsWith(CURSOR) && !fields.containsKey(CURSOR)) {
            cursor(value);
        } else if (WANTED.contains(field)) {
            fields.putIfAbsent(field, value);
        }
    }

    /** An entry begins: what is here is of one that was not ended, perhaps within its first line. */
    private void cursor(String value) {
        int again = value.lastIndexOf(CURSOR + "=");
        String last = again < 0 ? value : value.substring(again + CURSOR.length() + 1);
        fields.clear();
        fields.put(CURSOR, last);
        start.of(last);
    }

    private void end() {
        start.forget();
        if (!fields.isEmpty()) {
            taker.entry(Map.copyOf(fields));
            fields.clear();
        }
    }

    /** The number a field holds; null where it holds none. */
    static @Nullable Long number(Map<String, String> fields, String field) {
        try {
            String value = fields.get(field);
            return value == null ? null : Long.parseLong(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
