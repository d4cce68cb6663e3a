package io.sipvault.indexer.search;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a log line may name a call by: every word that can be a Call-ID or a number. Which of them are is decided when
 * searching, by what the index has then. A word is looked at whole, without the sign of an end behind it, behind its first
 * colon ({@code Call-ID:abc@host}), and behind its first equals sign ({@code ci=abc==}). Words of less than six characters,
 * and of less than 16 without a digit and without {@code @}, are no names: they are the words of a sentence.
 */
public final class LogNames {
    private static final int MOST_NAMES = 256;
    private static final int SHORTEST = 6;
    private static final int LONG_ENOUGH = 16;
    private static final int LONGEST = 256;
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern BETWEEN = Pattern.compile("[\"'<>\\[\\](){},;=|]+");
    private static final Pattern AROUND = Pattern.compile("^[\"'<\\[({]+|[\"'>\\])},;]+$");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\d\\S*)?");

    private final Set<String> names = new LinkedHashSet<>();

    private LogNames() {}

    /** The names of a line; at most 256, the first of it. */
    public static Set<String> of(String line) {
        LogNames found = new LogNames();
        for (String word : SPACE.split(line)) {
            if (!word.isEmpty() && !TIME.matcher(word).matches()) {
                found.word(word);
            }
        }
        return found.names;
    }

    private void word(String word) {
        String[] parts = BETWEEN.split(word);
        for (String part : parts) {
            forms(part);
        }
        if (parts.length > 1 || parts.length == 1 && !parts[0].equals(word)) {
            String bare = AROUND.matcher(word).replaceAll("");
            forms(bare);
            forms(AROUND.matcher(bare.substring(bare.indexOf('=') + 1)).replaceAll(""));
        }
    }

    private void forms(String word) {
        int end = word.length() - (word.endsWith(".") || word.endsWith(":") ? 1 : 0);
        int colon = word.indexOf(':');
        add(word);
        add(word.substring(0, end));
        add(word.substring(colon >= 0 && colon < end ? colon + 1 : 0, end));
    }

    private void add(String name) {
        if (names.size() < MOST_NAMES && name.length() >= SHORTEST && name.length() <= LONGEST && isName(name)) {
            names.add(name);
        }
    }

    private static boolean isName(String word) {
        return word.length() >= LONG_ENOUGH || word.chars().anyMatch(c -> c == '@' || (c >= '0' && c <= '9'));
    }
}
