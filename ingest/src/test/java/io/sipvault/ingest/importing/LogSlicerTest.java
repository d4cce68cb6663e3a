package io.sipvault.ingest.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogSlicerTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, MIB - 1, MIB, MIB + 1, 5 * MIB / 2, 4 * MIB, 4 * MIB + 1, 9 * MIB})
    void givesALogOfAnySizeBack(int size) throws IOException {
        byte[] line = "2026-11-21T03:20:42Z proxy[17]: INVITE relayed\n".getBytes(StandardCharsets.UTF_8);
        byte[] log = new byte[size];
        for (int i = 0; i < size; i++) {
            log[i] = line[i % line.length];
        }
        assertThat(importedAndGivenBack(log)).isEqualTo(log);
    }

    @Test
    void cutsALineThatIsLongerThanAFrame() throws IOException {
        byte[] log = new byte[3 * MIB];
        Arrays.fill(log, (byte) 'a');

        assertThat(importedAndGivenBack(log)).isEqualTo(log);
    }

    private byte[] importedAndGivenBack(byte[] log) throws IOException {
        Archive archive = new Archive(new MemoryObjectStore());
        String id = new FileImporter(archive, ManifestSigner.loadOrCreate(folder.resolve("key")),
                folder.resolve("staging"), Runnable::run, "test", Clock.systemUTC())
                .importFile(Files.write(folder.resolve("proxy.log"), log), "import").id();
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        new ImportedFileReader(archive).copy(id, given);
        return given.toByteArray();
    }
}
