package io.sipvault.indexer.query;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Queries read in Berlin (in summer two hours ahead of UTC) on 10 April 2026 at noon UTC. */
final class Queries {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-04-10T12:00:00Z"), ZoneOffset.UTC);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private Queries() {}

    static QueryNode parse(String query) {
        return QueryParser.parse(query, BERLIN, CLOCK);
    }

    static String canonical(String query) {
        return parse(query).toString();
    }

    static @Nullable QueryProblem check(String query) {
        return QueryParser.check(query, BERLIN, CLOCK);
    }
}
