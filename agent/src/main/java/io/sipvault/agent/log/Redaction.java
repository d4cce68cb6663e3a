package io.sipvault.agent.log;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;

/**
 * Takes secrets out of records before they are kept. Patterns are of RE2, whose time is linear whatever a line holds.
 *
 * @param patterns
 *            what is replaced: the first group that matched, or the whole where there is none
 */
public record Redaction(List<Pattern> patterns) {
    /** Stands where a secret was. */
    public static final String MARK = "[redacted]";

    /** What is called a secret, also at the end of a longer name, such as {@code db_password}. */
    private static final String NAME = "(?:password|passwd|passphrase|pwd|secret|api[_-]?key|auth[_-]?key|token"
            + "|(?:\\b|_)pass)";
    /** Behind a name: the end of its quotes, which JSON within JSON escapes, and what says that a value follows. */
    private static final String IS = "\\b(?:\\\\*[\"'])?[ \\t]*(?:=>|:=|[:=])[ \\t]*";
    /** In escaped quotes, in quotes, or up to what ends a value without. */
    private static final String VALUE = "(?:\\\\+\"((?:[^\"\\\\\\n]|\\\\{2,}\"?|\\\\[^\"\\\\\\n])*)"
            + "|\"((?:[^\"\\\\\\n]|\\\\.)*)|'((?:[^'\\\\\\n]|\\\\.)*)|([^\\s\"',;&]+))";

    /**
     * Passwords, keys and tokens by name, bearer tokens and basic authentication, passwords in URLs, keys of SRTP, and digest
     * responses, which can be guessed from.
     */
    public static final List<Pattern> USUAL = List.of(
            Pattern.compile("(?i)" + NAME + IS + VALUE),
            Pattern.compile("(?i)\\b(?:authorization\\W{1,8}basic|bearer)\\s+([A-Za-z0-9._~+/=-]{8,})"),
            Pattern.compile("://[^\\s:/@\"']*:([^\\s/@\"']+)@"),
            Pattern.compile("inline:([A-Za-z0-9+/=]{16,})"),
            Pattern.compile("(?i)\\b(?:response|rspauth)=\\\\*\"?([0-9a-f]{16,})"));

    public Redaction {
        patterns = List.copyOf(patterns);
    }

    /** The text without secrets. */
    String apply(String text) {
        return apply("", text);
    }

    /** The text without secrets, also those whose names or beginnings stand before it. */
    String apply(String before, String text) {
        String clean = before + text;
        for (Pattern pattern : patterns) {
            clean = apply(pattern, clean, before.length());
        }
        return clean.substring(before.length());
    }

    /** Replaces what is behind a place in the text. */
    private static String apply(Pattern pattern, String text, int from) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder clean = null;
        int done = 0;
        while (matcher.find()) {
            int group = group(matcher);
            int start = Math.max(from, matcher.start(group));
            if (start < matcher.end(group)) {
                clean = clean == null ? new StringBuilder(text.length()) : clean;
                clean.append(text, done, start).append(MARK);
                done = matcher.end(group);
            }
        }
        return clean == null ? text : clean.append(text, done, text.length()).toString();
    }

    private static int group(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.start(group) >= 0) {
                return group;
            }
        }
        return 0;
    }
}
