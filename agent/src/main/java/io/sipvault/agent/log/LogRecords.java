package io.sipvault.agent.log;

import io.sipvault.ingest.log.LogRecord;

/** Records as they are spooled: never so large that a spool file cannot give them back. */
final class LogRecords {
    /** Readers of the spool take the file for damaged where a record is longer than 256 KiB. */
    static final int MOST_BYTES = 200 << 10;
    private static final int MOST_CHARACTERS = 32 << 10;
    private static final int MOST_OF_SOURCE = 4 << 10;

    private LogRecords() {}

    /** As {@link LogRecord#encode}; the text is cut where it is too long, as one may be of which each digit was redacted. */
    static byte[] encode(long timeNs, String source, String file, long next, String text) {
        String name = cut(source, MOST_OF_SOURCE);
        String rest = cut(text, MOST_CHARACTERS);
        byte[] json = new LogRecord(timeNs, name, file, next, rest).encode();
        while (json.length > MOST_BYTES) {
            // JSON has six bytes for a control character
            rest = cut(rest, rest.length() / 2);
            json = new LogRecord(timeNs, name, file, next, rest).encode();
        }
        return json;
    }

    /** The beginning, of so many characters at most. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
