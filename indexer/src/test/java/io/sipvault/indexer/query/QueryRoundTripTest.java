package io.sipvault.indexer.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueryRoundTripTest {
    private static final int ROUNDS = 6_000;
    private static final List<String> PIECES = List.of("alice", "AND", "OR", "NOT", "TO", "and", "15554430191",
            "+1 (555) 443-0191", "a@b", "10.0.0.5", "2001:db8::1", "status", "from", "to", "number", "call_id", "user",
            "domain", "ua", "mos", "ip", "after", "state", "duration", "ssrc", "has", "text", "5xx", "503", "3.5",
            "60s",
            "1h30m", "2026-04-01", "now", "Ringing", "rtp", "0x1a", "deadbeef", "10.0.0.0/8", "f81d4fae-7dec-11d0",
            "\u00e9t\u00e9", "\ud83d\ude00", "*31#1555", "sip:", "%23");
    private static final List<String> SIGNS = List.of(" ", " ", " ", " ", ":", ":", ":", "=", "!=", "<", ">=", "(", ")",
            "[", "]", "{", "}", "\"", "\"", "*", "*", "?", "-", "\\", "@", ";", "/", ".", "\n", "\u00a0", "\u0000");

    @Test
    void readsItsOwnCanonicalTextAsTheSameTree() {
        long seed = 20260410L;
        Random random = new Random(seed);
        int right = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String query = any(random);
            if (Queries.check(query) == null) {
                QueryNode tree = Queries.parse(query);
                String canonical = tree.toString();
                assertThat(QueryParser.parse(canonical, ZoneOffset.UTC, Queries.CLOCK))
                        .as("seed %d, round %d: %s -> %s", seed, i, query, canonical).isEqualTo(tree);
                assertThat(Queries.canonical(canonical)).as("seed %d, round %d", seed, i).isEqualTo(canonical);
                right++;
            }
        }
        assertThat(right).as("queries that were right").isGreaterThan(ROUNDS / 10);
    }

    private static String any(Random random) {
        StringBuilder query = new StringBuilder();
        int pieces = 1 + random.nextInt(9);
        for (int i = 0; i < pieces; i++) {
            query.append(PIECES.get(random.nextInt(PIECES.size())));
            int signs = random.nextInt(3);
            for (int k = 0; k < signs; k++) {
                query.append(SIGNS.get(random.nextInt(SIGNS.size())));
            }
        }
        return query.toString();
    }

    @Test
    void refusesNothingThatIsNoProblemWithItsPosition() {
        long seed = 4711L;
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            String query = any(random);
            QueryProblem problem = Queries.check(query);
            if (problem != null) {
                assertThat(problem.position()).as("seed %d, round %d: %s", seed, i, query).isBetween(0, query.length());
                assertThat(problem.position() + problem.length()).as("seed %d, round %d: %s", seed, i, query)
                        .isLessThanOrEqualTo(query.length());
                assertThat(problem.message()).contains("osition " + problem.position());
            }
        }
    }

    @Test
    void helpNamesEveryFieldAndItsExamplesAreRight() {
        String help = QueryHelp.text();
        assertThat(QueryHelp.fieldNames()).hasSize(QueryField.values().length)
                .allSatisfy(name -> assertThat(help).contains("  " + name + " "));
        assertThat(QueryHelp.examples()).allSatisfy(
                example -> assertThat(Queries.check(example.query())).as(example.query()).isNull());
    }
}
