package io.sipvault.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LossLedgerTest {
    private static final Gap GAP = new Gap(Instant.EPOCH, Instant.EPOCH.plusSeconds(9));

    @TempDir
    private Path folder;

    private LossLedger open() {
        return LossLedger.open(folder.resolve("losses.json"));
    }

    @Test
    void remembersWhatWasLostUntilItIsTold() {
        LossLedger ledger = open();
        ledger.missed(ChunkKind.SIP, GAP);
        ledger.kernelDropped(3);
        ledger.dropped(ChunkKind.SIP, 2);
        ledger.saveIfChanged();

        assertThat(open().untold(ChunkKind.SIP)).isEqualTo(new Losses(3, 2, List.of(GAP)));
        assertThat(open().untold(ChunkKind.RTP)).as("what the kernel dropped may be of any kind")
                .isEqualTo(new Losses(3, 0, List.of()));
    }

    @Test
    void forgetsWhatAManifestToldAndKeepsWhatCameSince() {
        LossLedger ledger = open();
        ledger.missed(ChunkKind.SIP, GAP);
        ledger.kernelDropped(3);
        Losses told = ledger.untold(ChunkKind.SIP);
        ledger.dropped(ChunkKind.SIP, 2);

        ledger.told(ledger.nextNumber(), ChunkKind.SIP, told);

        assertThat(open().untold(ChunkKind.SIP)).isEqualTo(new Losses(0, 2, List.of()));
    }

    @Test
    void takesNothingAwayTwiceWhenItIsToldAgainAfterACrash() {
        LossLedger ledger = open();
        ledger.dropped(ChunkKind.SIP, 5);
        long number = ledger.nextNumber();
        Losses told = ledger.untold(ChunkKind.SIP);
        ledger.told(number, ChunkKind.SIP, told);
        ledger.dropped(ChunkKind.SIP, 7);

        ledger.told(number, ChunkKind.SIP, told);

        assertThat(ledger.untold(ChunkKind.SIP).agent()).isEqualTo(7);
    }

    @Test
    void makesOneGapOfThoseThatOverlap() {
        LossLedger ledger = open();
        for (int start = 0; start < 10_000; start++) {
            ledger.missed(ChunkKind.SIP, new Gap(Instant.EPOCH, Instant.EPOCH.plusSeconds(start + 1L)));
        }
        ledger.missed(ChunkKind.SIP, new Gap(Instant.EPOCH.plusSeconds(20_000), Instant.EPOCH.plusSeconds(20_001)));

        assertThat(ledger.untold(ChunkKind.SIP).gaps()).containsExactly(
                new Gap(Instant.EPOCH, Instant.EPOCH.plusSeconds(10_000)),
                new Gap(Instant.EPOCH.plusSeconds(20_000), Instant.EPOCH.plusSeconds(20_001)));
    }

    @Test
    void saysWhichFileItCannotRead() throws IOException {
        Files.writeString(folder.resolve("losses.json"), "{");

        assertThatThrownBy(this::open).isInstanceOf(ForensicException.class).hasMessageContaining("losses.json");
    }
}
