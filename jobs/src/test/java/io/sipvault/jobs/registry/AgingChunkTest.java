package io.sipvault.jobs.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AgingChunkTest {
    private static final Instant ARCHIVED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant REGISTERED = Instant.parse("2026-03-01T13:00:00Z");
    private static final Instant CAPTURED = Instant.parse("2026-02-01T00:00:00Z");

    private static Instant agesFrom(ChunkKind kind, Instant archived, @Nullable Instant captured,
            @Nullable Instant decoded) {
        return new AgingChunk(new ChunkId("edge", kind, 0), new ChunkFacts(archived, captured, 1, "chunks/x"), true,
                decoded, REGISTERED, false).agesFrom();
    }

    @ParameterizedTest
    @EnumSource(value = ChunkKind.class, names = "IMPORT", mode = EnumSource.Mode.EXCLUDE)
    void agesFromTheLatestCaptureTime(ChunkKind kind) {
        assertThat(agesFrom(kind, ARCHIVED, CAPTURED, null)).isEqualTo(CAPTURED);
    }

    @Test
    void agesAnImportFromItsArchiving() {
        assertThat(agesFrom(ChunkKind.IMPORT, ARCHIVED, CAPTURED, CAPTURED)).isEqualTo(ARCHIVED);
    }

    @Test
    void asksTheDecodedLinesWhereTheManifestHasNoTimes() {
        assertThat(agesFrom(ChunkKind.LOG, ARCHIVED, null, CAPTURED)).isEqualTo(CAPTURED);
    }

    @Test
    void agesAnUndatedChunkFromItsArchiving() {
        assertThat(agesFrom(ChunkKind.SIP, ARCHIVED, null, null)).isEqualTo(ARCHIVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2026-03-02T12:00:01Z",
            "2106-02-07T06:28:15Z"})
    void agesAChunkWithACaptureTimeBeyondBeliefFromItsArchiving(String captured) {
        assertThat(agesFrom(ChunkKind.SIP, ARCHIVED, Instant.parse(captured), null)).isEqualTo(ARCHIVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2106-02-07T06:28:15Z"})
    void agesAChunkFromBecomingKnownWhereNoClockCanBeBelieved(String broken) {
        assertThat(agesFrom(ChunkKind.SIP, Instant.parse(broken), Instant.parse(broken), null)).isEqualTo(REGISTERED);
    }
}
