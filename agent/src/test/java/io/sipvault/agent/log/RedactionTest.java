package io.sipvault.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
    private static final Redaction USUAL = new Redaction(Redaction.USUAL);

    @ParameterizedTest
    @ValueSource(strings = {"password=hunter2", "db_password=hunter2", "DB_PASSWORD: hunter2", "access_token=hunter2",
            "client_secret=hunter2", "md5secret=hunter2", "pwd=hunter2", "pass=hunter2", "db_pass: hunter2",
            "passphrase=hunter2", "password => hunter2", "password := hunter2", "{\"password\":\"hunter2\"}",
            "{\\\"password\\\":\\\"hunter2\\\"}", "{\\\"password\\\": \\\"hunter2\\\\\\\" hunter2\\\"}",
            "password=\"hunter2, hunter2\" ", "password='hunter2 hunter2'", "password: \"a\\\"hunter2\"",
            "Authorization: Basic aHunter2NlcjpwYXNz", "Authorization: Bearer hunter2.hunter2",
            "mysql://kamailio:hunter2@localhost/kamailio", "api-key: hunter2",
            "\"Authorization\": \"Basic hunter2hunter2\""})
    void takesOutSecretsInEachFormThatLogsHave(String line) {
        assertThat(USUAL.apply("Nov 26 12:00:01 pbx x: " + line + " on").toLowerCase()).contains(" on")
                .contains(Redaction.MARK).doesNotContain("hunter2");
    }

    @Test
    void takesOutKeysOfMediaAndAnswersToChallenges() {
        assertThat(USUAL.apply("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"))
                .isEqualTo("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:[redacted]");
        assertThat(USUAL.apply("response=0123456789abcdef0123456789abcdef, rspauth=\"0123456789abcdef\""))
                .isEqualTo("response=[redacted], rspauth=\"[redacted]\"");
        assertThat(USUAL.apply("{\\\"response=\\\"0123456789abcdef\\\"}"))
                .isEqualTo("{\\\"response=\\\"[redacted]\\\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bypass=yes to sip:bob@example.com", "token-ring up", "password changed by alice",
            "INVITE sip:bob@example.com:5060;transport=tcp SIP/2.0", "http://10.0.0.1:8080/a@b",
            "{\"password\":\"\"} Basic call of bob"})
    void leavesWhatIsNoSecret(String line) {
        assertThat(USUAL.apply(line)).isEqualTo(line);
    }

    @Test
    void takesOutWhatStandsBehindItsNameInTheLineBefore() {
        assertThat(USUAL.apply("x password", "=hunter2 on")).isEqualTo("=[redacted] on");
        assertThat(USUAL.apply("password=hun", "ter2 password=a")).isEqualTo("[redacted] password=[redacted]");
        assertThat(USUAL.apply("password=hunter2 ", "on")).isEqualTo("on");
    }

    @Test
    void takesOutTheFirstGroupThatMatchedOrTheWhole() {
        Redaction own = new Redaction(
                List.of(Pattern.compile("PIN (?:(\\d+)|<(\\w+)>)"), Pattern.compile("card \\d+")));

        assertThat(own.apply("PIN 12, PIN <ab>, card 4")).isEqualTo("PIN [redacted], PIN <[redacted]>, [redacted]");
    }
}
