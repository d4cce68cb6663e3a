package io.sipvault.web.agent;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.text.Text;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of an agent. Null leaves what there is; an empty text takes it away.
 *
 * @param tags
 *            with commas between
 */
public record AgentChange(String name, @Nullable String url, @Nullable String token, @Nullable Boolean enabled,
        @Nullable String tags, @Nullable String site) {
    /** As agents take it themselves: imports have names of their own. */
    private static final Pattern NAME = Pattern.compile("(?!import)[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,39}");
    private static final int MOST_TAGS = 20;
    private static final int LONGEST_URL = 500;
    private static final int LONGEST_TOKEN = 512;
    private static final int LONGEST_SITE = 100;

    /**
     * Checks it.
     *
     * @throws ForensicException
     *             BAD_REQUEST
     */
    public AgentChange {
        check(NAME.matcher(name).matches(), "'" + Text.cut(name, 80) + "' is no name for an agent; it takes that of"
                + " sipvault.agent.name: 1 to 63 letters, digits, . _ and -, not beginning with import");
        check(url == null || url.isEmpty() || isHttp(url), "url '" + Text.cut(String.valueOf(url), 80)
                + "' is none of an agent; it takes one such as https://proxy-1.example.net:8081");
        check(token == null || token.length() <= LONGEST_TOKEN && token.chars().allMatch(c -> c > ' ' && c < 0x7f),
                "token takes at most " + LONGEST_TOKEN + " printable characters of ASCII without blanks");
        check(site == null || site.length() <= LONGEST_SITE && site.chars().noneMatch(Character::isISOControl),
                "site takes at most " + LONGEST_SITE + " printable characters");
        checkTags(tags == null ? List.of() : split(tags));
    }

    private static void checkTags(List<String> tags) {
        check(tags.size() <= MOST_TAGS, "an agent has " + MOST_TAGS + " tags at most, got " + tags.size());
        for (String tag : tags) {
            check(TAG.matcher(tag).matches(),
                    "'" + Text.cut(tag, 50) + "' is no tag; it takes up to 40 letters, digits and"
                            + " . _ : / -, such as edge or dc:fra1");
        }
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, otherwise);
        }
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = URI.create(url);
            return url.length() <= LONGEST_URL && uri.getHost() != null && uri.getUserInfo() == null
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static List<String> split(String tags) {
        return Arrays.stream(tags.split(",", -1)).map(String::strip).filter(tag -> !tag.isEmpty()).distinct().toList();
    }
}
