package io.sipvault.agent.log;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;

/**
 * Takes secrets out of records before they are kept. Patterns are of RE2, whose time is linear whatever a line holds.
 *
 * @param patterns
 *            what is replaced: the first group, or the whole where there is none
 */
public record Redaction(List<Pattern> patterns) {
    /** Stands where a secret was. */
    public static final String MARK = "[redacted]";

    /** Passwords, keys and tokens by name, bearer tokens, and digest responses, which can be guessed from. */
    public static final List<Pattern> USUAL = List.of(
            Pattern.compile(
                    "(?i)\\b(?:password|passwd|secret|api[_-]?key|auth[_-]?key|token)\\b[\"']?\\s*[:=]\\s*[\"']?"
                            + "([^\\s\"',;&]+)"),
            Pattern.compile("(?i)\\bbearer\\s+([A-Za-z0-9._~+/=-]{8,})"),
            Pattern.compile("(?i)\\b(?:response|rspauth)=\"([0-9a-f]{16,})\""));

    public Redaction {
        patterns = List.copyOf(patterns);
    }

    /** The text without secrets. */
    String apply(String text) {
        String clean = text;
        for (Pattern pattern : patterns) {
            clean = apply(pattern, clean);
        }
        return clean;
    }

    private static String apply(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder clean = null;
        int done = 0;
        while (matcher.find()) {
            int group = matcher.groupCount() > 0 && matcher.start(1) >= 0 ? 1 : 0;
            if (matcher.start(group) < matcher.end(group)) {
                clean = clean == null ? new StringBuilder(text.length()) : clean;
                clean.append(text, done, matcher.start(group)).append(MARK);
                done = matcher.end(group);
            }
        }
        return clean == null ? text : clean.append(text, done, text.length()).toString();
    }
}
