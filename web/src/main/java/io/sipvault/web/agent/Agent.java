package io.sipvault.web.agent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent that was registered.
 *
 * @param id
 *            a small number, given once
 * @param name
 *            under which the archive knows it
 * @param url
 *            of its own commands; null for one that only reports
 * @param hasToken
 *            whether there is a token that its commands take
 * @param enabled
 *            whether it may report
 * @param site
 *            where it stands; empty when that was not said
 * @param tokenIssuedAt
 *            when it got the token that it reports with; null when it has none
 */
public record Agent(int id, String name, @Nullable String url, boolean hasToken, boolean enabled, List<String> tags,
        String site, @Nullable Instant tokenIssuedAt, Instant createdAt) {
    public Agent {
        tags = List.copyOf(tags);
    }
}
