package io.sipvault.indexer.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What PBXs call a call in their logs: FreeSWITCH by a UUID, Asterisk by a call identifier ({@code C-0000001a}) and the names
 * of its channels ({@code PJSIP/6001-0000001a}). Such an id means something in the logs of one PBX only, and until it is given
 * again: Asterisk counts from its start.
 */
public final class PbxIds {
    private static final int MOST_IDS = 16;
    private static final int MOST_TEXT = 16 << 10;
    private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern ID = Pattern.compile("\\b(?:(?<uuid>" + UUID + ")|(?<call>C-[0-9a-f]{8})"
            + "|(?<channel>(?:PJSIP|SIP|IAX2|DAHDI|Local)/[A-Za-z0-9_.+*#@-]{1,80}-[0-9a-f]{8}))(?![0-9A-Za-z-])");
    private static final List<String> FORMS = List.of("uuid", "call", "channel");
    private static final Pattern LABEL = Pattern.compile("(?i)\\bcall-?id\\b");
    /** Of a rotated or compressed log: the log's name is what stands before. */
    private static final Pattern ROTATED = Pattern.compile("[.-]\\d[\\d.]*(?:\\.gz)?$|\\.gz$");
    private static final char IN = '\u0001';
    private static final char MEANT = '\u0002';

    /** A name of lines that say that they name a Call-ID. */
    static final String SAYS_CALL_ID = MEANT + "call-id";

    private PbxIds() {}

    /** The ids in a line or record; at most 16, the first of it. */
    public static Set<String> of(String text) {
        Set<String> ids = new LinkedHashSet<>();
        Matcher matcher = ID.matcher(head(text));
        while (ids.size() < MOST_IDS && matcher.find()) {
            ids.add(matcher.group());
        }
        return ids;
    }

    private static String head(String text) {
        return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    }

    /**
     * The ids that a line means by the Call-ID in it: those that are alone of their form. A line that lists calls or bridges two
     * tells of none whose it is, save for the UUID that FreeSWITCH begins its lines with.
     */
    public static Set<String> meant(String text) {
        Set<String> meant = new LinkedHashSet<>();
        for (String form : FORMS) {
            List<String> ofForm = new ArrayList<>();
            Matcher matcher = ID.matcher(head(text));
            boolean leading = false;
            while (ofForm.size() < MOST_IDS && matcher.find()) {
                String id = matcher.group(form);
                if (id != null && !ofForm.contains(id)) {
                    leading |= matcher.start() == 0;
                    ofForm.add(id);
                }
            }
            if (ofForm.size() == 1 || leading) {
                meant.add(ofForm.getFirst());
            }
        }
        return meant;
    }

    /** Whether a line says that it names a Call-ID, be it one that is known or not. */
    public static boolean saysCallId(String text) {
        return LABEL.matcher(head(text)).find();
    }

    /** The PBX whose logs a log is among: its folder, or, where that is not known, its name before it was rotated. */
    public static String pbx(String source) {
        int slash = source.lastIndexOf('/');
        return slash >= 0 ? source.substring(0, slash) : ROTATED.matcher(source).replaceAll("");
    }

    /** An id in a line as a name that only lines of its PBX have. */
    static String name(String vantage, String source, String id) {
        return vantage + IN + pbx(source) + IN + id;
    }

    /** The same in a line that may say which call it is. */
    static String meaning(String name) {
        return MEANT + name;
    }

    /** The id that a line means by its Call-ID, as a name; null of a name that says no such thing. */
    static @Nullable String meantBy(String name) {
        return name.charAt(0) == MEANT && name.indexOf(IN) >= 0 ? name.substring(1) : null;
    }

    /** Whether a name is that of an id. */
    static boolean isName(String name) {
        return name.indexOf(IN) >= 0 && name.charAt(0) != MEANT;
    }
}
