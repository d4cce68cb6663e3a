package io.sipvault.indexer.query;

import static io.sipvault.indexer.query.Queries.canonical;
import static io.sipvault.indexer.query.Queries.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.query.QueryNode.And;
import io.sipvault.indexer.query.QueryNode.Comparison;
import io.sipvault.indexer.query.QueryNode.MatchAll;
import io.sipvault.indexer.query.QueryNode.Network;
import io.sipvault.indexer.query.QueryNode.Not;
import io.sipvault.indexer.query.QueryNode.Operator;
import io.sipvault.indexer.query.QueryNode.Or;
import io.sipvault.indexer.query.QueryNode.Phrase;
import io.sipvault.indexer.query.QueryNode.Prefix;
import io.sipvault.indexer.query.QueryNode.Present;
import io.sipvault.indexer.query.QueryNode.Range;
import io.sipvault.indexer.query.QueryNode.Suffix;
import io.sipvault.indexer.query.QueryNode.Term;
import io.sipvault.indexer.query.QueryNode.Wildcard;
import io.sipvault.ingest.transport.Endpoint;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\t\n", "*", "text:*"})
    void takesNothingForEverything(String query) {
        assertThat(parse(query)).isEqualTo(new MatchAll());
    }

    @Test
    void joinsNeighboursByAndBeforeOr() {
        QueryNode alice = new Term(QueryField.TEXT, "alice");
        QueryNode bob = new Term(QueryField.TEXT, "bob");
        QueryNode carol = new Term(QueryField.TEXT, "carol");
        QueryNode expected = new Or(List.of(alice, new And(List.of(bob, new Not(carol)))));
        assertThat(parse("alice OR bob AND NOT carol")).isEqualTo(expected);
        assertThat(parse("alice OR bob -carol")).isEqualTo(expected);
        assertThat(parse("alice OR (bob NOT(carol))")).isEqualTo(expected);
        assertThat(parse("(alice OR bob) -carol"))
                .isEqualTo(new And(List.of(new Or(List.of(alice, bob)), new Not(carol))));
    }

    @Test
    void takesLowerCaseOperatorsForWords() {
        assertThat(parse("alice and or not")).isInstanceOfSatisfying(And.class,
                and -> assertThat(and.parts()).hasSize(4).allMatch(part -> part instanceof Term));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"from:alice, from:alice", "FROM:alice, from:alice",
            "callid:abc, call_id:abc",
            "Call-ID: abc, call_id:abc", "user-agent:x, ua:x", "dur>5, duration>5s", "status!=200, NOT status:200",
            "from:(alice OR bob), from:alice OR from:bob", "from:(alice -bob*), from:alice NOT from:bob*",
            "status:(503 OR 4xx OR >=600), status:503 OR status:[400 TO 499] OR status>=600",
            "mos:<3.50, mos<3.5", "a=sendrecv, text:a\\=sendrecv", "foo - bar, foo bar", "text:AND, text:AND",
            "-(alice bob), NOT (alice bob)", "alice(bob), alice bob", "state:CANCELED, state:Cancelled",
            "problem:One-Way-Audio, problem:one_way_audio", "has:log, has:logs", "method:invite, method:INVITE",
            "method:\"notfy\", method:NOTFY", "domain:*.Example.COM, domain:*.example.com",
            "ssrc:0x1A2B, ssrc:0x00001a2b", "ssrc:4294967295, ssrc:0xffffffff", "ssrc:deadbeef, ssrc:0xdeadbeef",
            "loss>2.5%, loss>2.5", "loss:0%, loss:0", "port:5060, port:5060", "mos:*, mos:*",
            "from:\"a*b\", from:\"a*b\"", "from:a\\*b, from:\"a*b\"", "call_id:[abc]@x, call_id:\"[abc]@x\""})
    void readsFieldsAliasesAndValues(String query, String expected) {
        assertThat(canonical(query)).isEqualTo(expected);
    }

    @Test
    void readsTypesOfValues() {
        assertThat(parse("from:155*")).isEqualTo(new Prefix(QueryField.FROM, "155"));
        assertThat(parse("to:*0191")).isEqualTo(new Suffix(QueryField.TO, "0191"));
        assertThat(parse("number:*44**3*")).isEqualTo(new Wildcard(QueryField.NUMBER, "*44*3*"));
        assertThat(parse("user:a\\*l?ce")).isEqualTo(new Wildcard(QueryField.USER, "a\\*l?ce"));
        assertThat(parse("call_id:a?b*c")).isEqualTo(new Wildcard(QueryField.CALL_ID, "a\\?b*c"));
        assertThat(parse("ua:\"Asterisk PBX\"")).isEqualTo(new Phrase(QueryField.UA, "Asterisk PBX"));
        assertThat(parse("tenant:\"Asterisk PBX\"")).isEqualTo(new Term(QueryField.TENANT, "Asterisk PBX"));
        assertThat(parse("-mos:*")).isEqualTo(new Not(new Present(QueryField.MOS)));
        assertThat(parse("number:*31#15554430191")).isEqualTo(new Term(QueryField.NUMBER, "*31#15554430191"));
    }

    @ParameterizedTest
    @CsvSource({"duration>60s, 60000", "duration>60, 60000", "duration>5m, 300000", "duration>1h30m, 5400000",
            "duration>1.5s, 1500", "duration>0, 0", "pdd>500, 500", "pdd>3s, 3000", "jitter>2.5, 2.5",
            "setup>250us, 0.25", "duration>2d, 172800000", "pdd>\"10 \", -1"})
    void readsDurationsInTheUnitOfTheField(String query, double milliseconds) {
        QueryProblem problem = Queries.check(query);
        if (milliseconds < 0) {
            assertThat(problem).isNotNull();
        } else {
            assertThat(parse(query)).isInstanceOfSatisfying(Comparison.class, comparison -> {
                assertThat(comparison.operator()).isEqualTo(Operator.MORE);
                assertThat(((QueryValue.Span) comparison.value()).milliseconds()).isEqualTo(milliseconds);
            });
        }
    }

    @Test
    void readsRanges() {
        QueryValue low = new QueryValue.Decimal(BigDecimal.valueOf(400));
        QueryValue high = new QueryValue.Decimal(new BigDecimal("499.0"));
        assertThat(parse("status:4xx")).isEqualTo(new Range(QueryField.STATUS, low, high, true, true));
        assertThat(parse("status:[400 TO 499]")).isEqualTo(new Range(QueryField.STATUS, low, high, true, true));
        assertThat(parse("status:{400 TO 499]")).isEqualTo(new Range(QueryField.STATUS, low, high, false, true));
        assertThat(parse("status:[ 400 TO * }")).isEqualTo(new Range(QueryField.STATUS, low, null, true, false));
        assertThat(parse("status:[* TO *]")).isEqualTo(new Present(QueryField.STATUS));
        assertThat(parse("duration:[1m TO 1h]")).isEqualTo(new Range(QueryField.DURATION,
                new QueryValue.Span(Duration.ofMinutes(1)), new QueryValue.Span(Duration.ofHours(1)), true, true));
    }

    @Test
    void readsNetworks() {
        Endpoint ten = Objects.requireNonNull(Endpoint.parse("10.0.0.0", 0));
        Endpoint lastOfTen = Objects.requireNonNull(Endpoint.parse("10.255.255.255", 0));
        Network network = new Network(QueryField.IP, ten, 104);
        assertThat(List.of("ip:10.0.0.0/8", "ip:10.1.2.3/8", "ip:10.*")).allSatisfy(
                query -> assertThat(parse(query)).isEqualTo(network));
        assertThat(network.last()).isEqualTo(lastOfTen);
        assertThat(canonical("ip:[2001:DB8::1]")).isEqualTo("ip:2001:db8::1");
        assertThat(canonical("ip:2001:db8:1::/32")).isEqualTo("ip:2001:db8::/32");
        assertThat(canonical("ip:::/0")).isEqualTo("ip:::/0");
        assertThat(canonical("ip:0.0.0.0/0")).isEqualTo("ip:0.0.0.0/0");
        assertThat(((Network) parse("ip:2001:db8::1")).last()).isEqualTo(Endpoint.parse("2001:db8::1", 0));
    }

    @Test
    void acceptsWhatIsJustWithinTheBounds() {
        assertThat(parse("(".repeat(32) + "alice" + ")".repeat(32))).isEqualTo(new Term(QueryField.TEXT, "alice"));
        assertThat(parse("alice ".repeat(256))).isInstanceOf(And.class);
        assertThat(parse("a".repeat(8_192))).isInstanceOf(Term.class);
    }
}
