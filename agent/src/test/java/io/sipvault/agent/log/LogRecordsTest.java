package io.sipvault.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.log.LogRecord;
import org.junit.jupiter.api.Test;

final class LogRecordsTest {
    private static LogRecord record(String source, String text) {
        byte[] json = LogRecords.encode(1, source, "f", 2, text);
        assertThat(json).hasSizeLessThanOrEqualTo(LogRecords.MOST_BYTES);
        LogRecord record = LogRecord.decode(json, 0, json.length);
        assertThat(record).isNotNull();
        return record;
    }

    @Test
    void cutsWhatNoSpoolFileCouldGiveBack() {
        assertThat(record("a", "7".repeat(400_000)).text()).isEqualTo("7".repeat(32 << 10));
        assertThat(record("\u0001".repeat(10_000), "\u0001".repeat(60_000)).text()).startsWith("\u0001".repeat(10_000));
        assertThat(record("a", "as it is").text()).isEqualTo("as it is");
    }

    @Test
    void cutsNoCharacterInTwo() {
        String text = "x" + "\ud83d\ude00".repeat(20_000);

        assertThat(record("a", text).text()).isEqualTo(text.substring(0, (32 << 10) - 1));
    }
}
