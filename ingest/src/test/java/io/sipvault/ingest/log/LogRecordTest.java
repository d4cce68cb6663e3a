package io.sipvault.ingest.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogRecordTest {
    private static final LogRecord RECORD = new LogRecord(1_795_696_496_123_456_789L, "/var/log/kamailio.log", "1a2b",
            4_242, "ERROR: \"no gateways\"\n\tat line\u0001 \ud83d\ude00");

    @Test
    void isOneLineThatGivesItselfBack() {
        byte[] line = RECORD.encode();

        assertThat(new String(line, UTF_8)).doesNotContain("\n")
                .contains("\"time\":\"2026-11-26T12:34:56.123456789Z\"");
        assertThat(LogRecord.decode(line, 0, line.length)).isEqualTo(RECORD);
    }

    @Test
    void skipsWhatItDoesNotKnow() {
        byte[] line = "{\"host\":{\"a\":[1,2]},\"time\":\"2026-11-26T12:34:56Z\",\"text\":\"x\"}".getBytes(UTF_8);

        assertThat(LogRecord.decode(line, 0, line.length))
                .isEqualTo(new LogRecord(1_795_696_496_000_000_000L, "", "", 0, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{\"time\":\"2026-11-26T12:34:56Z\"}", "{\"text\":\"x\"}",
            "{\"time\":\"yesterday\",\"text\":\"x\"}", "{\"time\":\"+999999999-01-01T00:00:00Z\",\"text\":\"x\"}",
            "{\"time\":7,\"text\":{}}", "{\"next\":1e99,\"time\":\"2026-11-26T12:34:56Z\",\"text\":\"x\"}", "Nov 26"})
    void isNoneWhereTimeOrTextIsMissingOrWrong(String line) {
        byte[] bytes = line.getBytes(UTF_8);

        assertThat(LogRecord.decode(bytes, 0, bytes.length)).isNull();
    }

    @Test
    void neverThrowsOnBytes() {
        Random random = new Random(1);
        byte[] whole = RECORD.encode();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            int length = random.nextInt(bytes.length + 1);
            LogRecord.decode(bytes, 0, length);
        }
        byte[] deep = "{\"a\":".repeat(100_000).getBytes(UTF_8);
        assertThat(LogRecord.decode(deep, 0, deep.length)).isNull();
    }
}
