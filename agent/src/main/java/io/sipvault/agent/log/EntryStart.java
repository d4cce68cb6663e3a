package io.sipvault.agent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Finds where a writer of the journal began anew within an entry that the one before left unfinished, wherever that was cut:
 * its entries begin with the id of the journal, which a message that comes from elsewhere cannot know. Not safe for use by
 * several threads.
 */
final class EntryStart {
    private static final int LONGEST_ID = 40;
    private static final byte[] NONE = {};

    private byte[] sought = NONE;
    private int matched;

    /** Notes the cursor of the entry that is being read, such as {@code s=0123;i=4;b=...}. */
    void of(String cursor) {
        int end = cursor.indexOf(';');
        sought = cursor.startsWith("s=") && end > 0 && end < LONGEST_ID
                ? ("__CURSOR=" + cursor.substring(0, end + 1)).getBytes(UTF_8)
                : NONE;
        matched = 0;
    }

    /** No entry is being read, so that any may begin. */
    void forget() {
        sought = NONE;
        matched = 0;
    }

    /** What an entry begins with. */
    byte[] bytes() {
        return sought;
    }

    /** Takes the next byte of an entry. @return whether with it the beginning of another is whole */
    boolean isEndedBy(byte b) {
        if (sought.length == 0) {
            return false;
        }
        if (b == sought[matched]) {
            matched++;
        } else if (b == '_') {
            // it begins with two of these, and has no more
            matched = matched == 2 ? 2 : 1;
        } else {
            matched = 0;
        }
        if (matched < sought.length) {
            return false;
        }
        matched = 0;
        return true;
    }
}
