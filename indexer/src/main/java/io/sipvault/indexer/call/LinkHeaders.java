package io.sipvault.indexer.call;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sipvault.indexer.call.LinkKeys.HeaderRule;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers that an installation's equipment carries from leg to leg, as a setting: names, separated by spaces, each alone
 * or with a pattern (RE2) behind an equals sign, as in {@code X-CID X-Leg=id=([0-9a-f]+)}. The first group of the pattern,
 * or all that it finds when it has none, is what is compared; a header alone is compared whole. The word {@code none} means
 * no header.
 */
public final class LinkHeaders {
    /** What is set when nothing is: headers that carry a Call-ID from leg to leg in common equipment. */
    public static final String COMMON = "X-CID X-Call-ID";
    private static final String NONE = "none";
    private static final int MOST = 16;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,64}");

    private LinkHeaders() {}

    /**
     * Reads the setting.
     *
     * @param place
     *            where it was set, for messages
     * @throws ForensicException
     *             BAD_REQUEST in one line when a name or a pattern is wrong
     */
    public static List<HeaderRule> parse(String setting, String place) {
        List<HeaderRule> rules = new ArrayList<>();
        if (setting.strip().equals(NONE)) {
            return rules;
        }
        for (String entry : setting.strip().split("\\s+")) {
            if (!entry.isEmpty()) {
                rules.add(rule(entry, place));
            }
        }
        if (rules.size() > MOST) {
            throw refused(rules.size() + " headers are set, at most " + MOST + " can be", place);
        }
        return rules;
    }

    private static HeaderRule rule(String entry, String place) {
        int equals = entry.indexOf('=');
        String name = equals < 0 ? entry : entry.substring(0, equals);
        if (!NAME.matches(name)) {
            throw refused("\"" + name + "\" is no name of a header", place);
        }
        return equals < 0
                ? HeaderRule.whole(name)
                : new HeaderRule(name, pattern(name, entry.substring(equals + 1), place));
    }

    private static Pattern pattern(String name, String pattern, String place) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            if (compiled.matches("")) {
                throw refused(
                        "the pattern \"" + pattern + "\" of " + name + " finds nothing in anything, so it would tie"
                                + " every call to every other",
                        place);
            }
            return compiled;
        } catch (PatternSyntaxException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, message("the pattern \"" + pattern + "\" of " + name
                    + " is no regular expression: " + e.getDescription() + " at \"" + e.getPattern() + "\"", place), e);
        }
    }

    private static ForensicException refused(String why, String place) {
        return new ForensicException(ErrorCode.BAD_REQUEST, message(why, place));
    }

    private static String message(String why, String place) {
        return "link headers (" + place + "): " + why
                + ". Expected names separated by spaces, each alone or with a pattern"
                + " of RE2, as in: X-CID X-Leg=id=([0-9a-f]+)";
    }
}
