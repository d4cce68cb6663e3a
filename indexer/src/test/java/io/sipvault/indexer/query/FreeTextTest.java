package io.sipvault.indexer.query;

import static io.sipvault.indexer.query.Queries.canonical;
import static io.sipvault.indexer.query.Queries.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.query.QueryNode.Or;
import io.sipvault.indexer.query.QueryNode.Phrase;
import io.sipvault.indexer.query.QueryNode.Term;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreeTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"+1 (555) 443-0191", " +1 (555) 443-0191 ", "1.555.443.0191", "1/555/4430191",
            "+1\u00a0555 443 0191", "(1555) 443-0191", "15554430191"})
    void readsOneNumberThatIsTypedAlone(String query) {
        assertThat(parse(query)).isEqualTo(new Or(List.of(new Term(QueryField.NUMBER, query.strip()),
                new Term(QueryField.TEXT, "15554430191"))));
    }

    @Test
    void readsANumberOfAFieldThatIsTypedAlone() {
        assertThat(parse("from:+1 (555) 443-0191")).isEqualTo(new Term(QueryField.FROM, "+1 (555) 443-0191"));
        assertThat(canonical("from:1001 1002")).isEqualTo("from:1001 (number:1002 OR text:1002)");
    }

    @Test
    void keepsTwoNumbersApart() {
        assertThat(canonical("15554430191 15554430192"))
                .isEqualTo("(number:15554430191 OR text:15554430191) (number:15554430192 OR text:15554430192)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a84b4c76e66710@[2001:db8::1]", "\"q\\\"(x)@host", "f81d4fae:7dec/11d0?x=%20@host",
            "a<b>{c}[d]@host", "x*y@host", "'~`!@host;", "AND@host", "unknown:x@host", "(a)b@host"})
    void readsOneCallIdThatIsTypedAlone(String callId) {
        QueryNode query = parse(callId);
        assertThat(query).isInstanceOf(Or.class);
        assertThat(((Or) query).parts()).startsWith(new Term(QueryField.CALL_ID, callId))
                .endsWith(new Term(QueryField.TEXT, callId));
    }

    @Test
    void readsACallIdOfAFieldThatIsTypedAlone() {
        assertThat(parse("call_id:a(b)\"c@host")).isEqualTo(new Term(QueryField.CALL_ID, "a(b)\"c@host"));
        assertThat(parse("Call-ID: a(b)\"c@host")).isEqualTo(new Term(QueryField.CALL_ID, "a(b)\"c@host"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"alice | alice", "503 | number:503 OR text:503",
            "50 | text:50",
            "10.0.0.5 | ip:10.0.0.5 OR text:10.0.0.5", "2001:db8::1 | ip:2001:db8::1 OR text:2001:db8::1",
            "10.0.0.0/8 | ip:10.0.0.0/8 OR text:10.0.0.0/8",
            "\"443-0191\" | number:443-0191 OR text:\"443-0191\"", "\"no route\" | text:\"no route\"",
            "alice@example.com x | (call_id:alice@example.com OR user:alice@example.com OR text:alice@example.com) x",
            "1001@pbx | call_id:1001@pbx OR number:1001@pbx OR text:1001@pbx",
            "sip:alice@pbx | user:alice@pbx OR text:sip:alice@pbx",
            "sip:+15554430191;npdi@pbx | number:sip:+15554430191;npdi@pbx OR text:sip:+15554430191;npdi@pbx",
            "tel:+1555443 | number:tel:+1555443 OR text:tel:+1555443",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6 | call_id:f81d4fae-7dec-11d0-a765-00a0c91e6bf6 "
                    + "OR text:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "3848276298220188511 | number:3848276298220188511 OR call_id:3848276298220188511 OR text:3848276298220188511",
            "2026-04-01 | text:2026-04-01", "ali* | text:ali*", "1555* | number:1555* OR text:1555*",
            "*0191 | number:*0191", "*443* | number:*443*", "+1555* | number:+1555*",
            "*@Example.com | domain:example.com",
            "abc@host* | call_id:abc@host* OR text:abc@host*", "10.1.* | ip:10.1.0.0/16",
            "\"AND\" | text:\"AND\"", "-alice | NOT alice", "-from:alice@x | NOT from:alice@x",
            "*31#15554430191 | number:\"*31#15554430191\" OR text:\\*31\\#15554430191"})
    void readsAWordAsAllThatItMayBe(String query, String expected) {
        assertThat(canonical(query)).isEqualTo(expected);
    }

    @Test
    void takesAQuotedCallIdForAPhraseToo() {
        assertThat(((Or) parse("\"a b@host\"")).parts()).startsWith(new Term(QueryField.CALL_ID, "a b@host"))
                .endsWith(new Phrase(QueryField.TEXT, "a b@host"));
    }
}
