package io.sipvault.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScopeReaderTest {
    private static final String UNTIL = "2026-06-20T21:30:00Z";

    private static Scope read(String json) {
        return ScopeReader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsAnOrder() {
        Scope scope = read("{'id': 'd8e3a6b8f0c24c7a93fb', 'criteria': {'from': '15554430191', 'method': 'INVITE'},"
                + " 'capture_rtp': true, 'capture_pcap': false, 'expires_at': '2026-06-20T23:30:00+02:00'}");

        assertThat(scope.id()).isEqualTo("d8e3a6b8f0c24c7a93fb");
        assertThat(scope.criteria().from()).isEqualTo("15554430191");
        assertThat(scope.criteria().method()).isEqualTo("INVITE");
        assertThat(scope.captureRtp()).isTrue();
        assertThat(scope.capturePcap()).isFalse();
        assertThat(scope.expiresAt()).isEqualTo(UNTIL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "'method': 'INVITE'|method narrows and is never enough alone", "|at least one of from",
            "'from': ''|from: expected a number or user", "'from': 15554430191|from: expected a text",
            "'to': 'a@b'|to: expected a number or user", "'tenant': 'a b'|tenant: expected a code",
            "'domain': 'a/b'|domain: expected a host", "'provider_ip': '10.0.0.0/33'|provider_ip: expected an address",
            "'provider_ip': 'host.example'|provider_ip: expected an address", "'text': 'ab'|text: expected 3 to 256",
            "'call_id': ' '|call_id: expected a Call-ID", "'from': '1', 'method': 'invite'|method: expected a method",
            "'regex': '.*'|`regex`, which is none of", "'from': '1', 'from': '2'|no JSON"})
    void refusesCriteriaThatMakeNoSense(String criteria, String expected) {
        String given = criteria == null ? "" : criteria;
        assertThatThrownBy(() -> read("{'id': 'scope-0001', 'criteria': {" + given + "}, 'expires_at': '" + UNTIL
                + "'}")).isInstanceOf(ForensicException.class).hasMessageContaining(expected.replace('`', '"'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"[]|no JSON object", "|no JSON object",
            "{'id': 'scope-0001'|no JSON", "{} {}|no JSON", "{'ID': 1}|the order has",
            "{'id': 'short', 'criteria': {'from': '1'}}|id: expected 8 to 64",
            "{'id': 'scope-0001', 'criteria': []}|criteria: expected an object",
            "{'id': 'scope-0001', 'criteria': {'from': '1'}}|expires_at: expected a time",
            "{'id': 'scope-0001', 'criteria': {'from': '1'}, 'expires_at': 'soon'}|expires_at: expected a time",
            "{'id': 'scope-0001', 'criteria': {'from': '1'}, 'capture_rtp': 1}|capture_rtp: expected true or false"})
    void refusesBodiesThatAreNoOrder(String body, String expected) {
        assertThatThrownBy(() -> read(body == null ? "" : body)).isInstanceOf(ForensicException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void refusesDeepAndRandomBodiesAsWrong() {
        Random random = new Random(2);
        assertThatThrownBy(() -> read("[".repeat(60_000))).isInstanceOf(ForensicException.class);
        byte[] right = ScopeBench.json("scope-0001", "'from': '15554430191'", UNTIL, true);
        for (int i = 0; i < 20_000; i++) {
            byte[] body = right.clone();
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            try {
                assertThat(ScopeReader.read(body).criteria().areEnough()).isTrue();
            } catch (ForensicException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
            }
        }
    }
}
