package io.sipvault.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which messages count for which criteria. */
final class ScopeMatchingTest {
    private static final String ID = "scope-0001";
    private static final String HOSTILE = "<>\"@:;%,\r\n \\[]\0\u00ff9";

    @TempDir
    private Path data;

    private ScopeBench bench;

    @BeforeEach
    void open() {
        bench = new ScopeBench(data);
    }

    private long matched(String criteria, Sip... messages) {
        bench.start(ID, criteria);
        for (Sip message : messages) {
            message.pass(bench.scopes);
        }
        return bench.matched(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'from': '15554430191'", "'from': '+1 (555) 443-0191'", "'from': '0015554430191'",
            "'from': '5554430191'", "'from': '4430191'", "'to': '15558672044'", "'to': 'target'",
            "'domain': 'acme.example'", "'domain': 'VAULT.example'", "'domain': '198.51.100.9'",
            "'provider_ip': '192.0.2.7'", "'provider_ip': '192.0.2.0/24'", "'provider_ip': '0.0.0.0/0'",
            "'provider_ip': '10.0.0.1'", "'text': 'z9hG4bK1'", "'text': 'INVITE sip:'", "'tenant': 'acme'",
            "'call_id': 'call-1@host'", "'call_id': 'call-1@host', 'method': 'INVITE'",
            "'from': '15554430191', 'to': '8672044', 'method': 'INVITE', 'provider_ip': '192.0.2.7', "
                    + "'domain': 'acme.example', 'text': 'branch=', 'tenant': 'vault', 'call_id': 'call-1@host'"})
    void countsAMessageThatHasAllThatIsAskedFor(String criteria) {
        assertThat(matched(criteria, Sip.CALL)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'from': '15554430192'", "'from': '25554430191'", "'from': '430191'",
            "'from': '15558672044'", "'to': '15554430191'", "'to': 'Target'", "'domain': 'example'",
            "'domain': '192.0.2.7'", "'provider_ip': '192.0.3.0/24'", "'provider_ip': '2001:db8::/32'",
            "'text': 'Z9HG4BK1'", "'tenant': 'acm'", "'tenant': 'cme'", "'call_id': 'call-1@hos'",
            "'call_id': 'call-1@host', 'method': 'BYE'", "'from': '15554430191', 'to': '15554430191'",
            "'from': '15554430191', 'text': 'nowhere'", "'to': '8672044', 'provider_ip': '192.0.2.8'",
            "'provider_ip': '192.0.2.7', 'domain': 'other.example'"})
    void leavesAMessageThatLacksOneOfThem(String criteria) {
        assertThat(matched(criteria, Sip.CALL)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"<sip:5554430191@h>", "<sip:+1555-443.0191;npdi@h>", "<tel:+1-555-443-0191;phone-context=x>",
            "sip:15554430191@h", "\"A <b>\" <sips:%2B15554430191@h:5061;x>", "<sip:0015554430191:secret@[2001:db8::1]>",
            "<sip:9999#15554430191@h>"})
    void findsANumberHoweverItIsWritten(String from) {
        assertThat(matched("'from': '+15554430191'", Sip.CALL.from(from))).isEqualTo(1);
    }

    @Test
    void findsTheCallerThatAnAnonymousFromHides() {
        Sip hidden = Sip.CALL.from("\"Anonymous\" <sip:anonymous@anonymous.invalid>");

        assertThat(matched("'from': '15554430191'",
                hidden.more("P-Asserted-Identity: <sip:other@h>, <tel:+15554430191>\r\n"),
                hidden.callId("2").more("Remote-Party-ID: <sip:5554430191@h>;party=calling\r\n"),
                hidden.callId("3"))).isEqualTo(2);
    }

    @Test
    void comparesShortNumbersAndNamesWhole() {
        assertThat(matched("'from': '104'", Sip.CALL.from("<sip:104@h>"), Sip.CALL.callId("2").from("<sip:1104@h>"),
                Sip.CALL.callId("3").from("<sip:104a@h>"))).isEqualTo(1);
    }

    @Test
    void countsLaterMessagesOfACallThatMatchedOnce() {
        assertThat(matched("'from': '15554430191', 'method': 'INVITE'", Sip.CALL.method("OPTIONS"), Sip.CALL,
                Sip.CALL.method("BYE").from("<sip:x@y>"), Sip.CALL.callId("2").method("BYE"))).isEqualTo(2);
        assertThat(bench.scopes.status(ID).calls()).isEqualTo(1);
    }

    @Test
    void countsAMessageForEachOfSeveralScopes() {
        bench.start("scope-0002", "'from': '15554430191'");
        bench.start("scope-0003", "'text': 'nowhere'");

        assertThat(matched("'from': '5554430191'", Sip.CALL)).isEqualTo(1);
        assertThat(bench.matched("scope-0002")).isEqualTo(1);
        assertThat(bench.matched("scope-0003")).isZero();
    }

    @Test
    void findsTheRightOnesAmongMany() {
        for (int i = 0; i < 300; i++) {
            bench.start("number-" + (1_000 + i), "'from': '1555000" + (1_000 + i) + "'");
            bench.start("text-" + (1_000 + i), "'text': 'branch=z9hG4bK-" + (1_000 + i) + "'");
            bench.start("address-" + (1_000 + i), "'provider_ip': '10.7." + i / 250 + "." + i % 250 + "/32'");
        }
        Sip.CALL.from("<sip:15550001042@h>").more("X: branch=z9hG4bK-1043\r\n").source("10.7.0.44")
                .pass(bench.scopes);

        assertThat(bench.scopes.all().stream().filter(scope -> scope.matchedMessages() > 0).map(ScopeStatus::id))
                .containsExactly("number-1042", "text-1043", "address-1044");
    }

    @Test
    void neverThrowsWhateverTheBytesAre() {
        bench.withMedia(ID, "'from': '15554430191'");
        bench.start("scope-0002", "'domain': 'acme.example', 'tenant': 'acme'");
        bench.start("scope-0003", "'text': 'branch'");
        bench.start("scope-0004", "'provider_ip': '::/0', 'to': 'target'");
        Random random = new Random(5);
        byte[] whole = Sip.CALL.text().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = whole.clone();
            for (int change = random.nextInt(12); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) HOSTILE.charAt(random.nextInt(HOSTILE.length()));
            }
            int from = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : 0;
            int length = random.nextInt(bytes.length - from + 1);
            bench.scopes.watch().message(new Flow(Transport.TCP, Endpoint.ofV4(i, 1), Endpoint.ofV4(2, 2)), i, bytes,
                    SipMessage.parse(bytes, from, length), List.of());
        }
        assertThat(bench.matched(ID)).isPositive();
        assertThat(bench.matched("scope-0003")).isPositive();
    }
}
