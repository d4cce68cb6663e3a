package io.sipvault.indexer.search;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PBXs call a call in their logs: FreeSWITCH by a UUID, Asterisk by a call identifier ({@code C-0000001a}) and the names
 * of its channels ({@code PJSIP/6001-0000001a}). Such an id means something near its PBX only, and until that starts again.
 */
public final class PbxIds {
    private static final int MOST_IDS = 16;
    private static final int MOST_TEXT = 16 << 10;
    private static final char OF = '\u0001';
    private static final Pattern ID = Pattern.compile("\\b(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
            + "|C-[0-9a-f]{8}|(?:PJSIP|SIP|IAX2|DAHDI|Local)/[A-Za-z0-9_.+*#@-]{1,80}-[0-9a-f]{8})(?![0-9A-Za-z-])");

    private PbxIds() {}

    /** The ids in a line or record; at most 16, the first of it. */
    public static Set<String> of(String text) {
        Set<String> ids = new LinkedHashSet<>();
        Matcher matcher = ID.matcher(text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text);
        while (ids.size() < MOST_IDS && matcher.find()) {
            ids.add(matcher.group());
        }
        return ids;
    }

    /** An id as a name that only lines of its vantage have. */
    static String name(String vantage, String id) {
        return vantage + OF + id;
    }

    /** Whether a name is that of an id. */
    static boolean isName(String name) {
        return name.indexOf(OF) >= 0;
    }
}
