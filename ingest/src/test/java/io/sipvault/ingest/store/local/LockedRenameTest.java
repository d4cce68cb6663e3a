package io.sipvault.ingest.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way for file systems without hard links, tried on one that has them. */
final class LockedRenameTest {
    @TempDir
    Path directory;

    @Test
    void renamesAFileToAFreeName() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "1");

        link().link(directory.resolve("target"), file);

        assertThat(directory.resolve("target")).hasContent("1");
        assertThat(file).doesNotExist();
    }

    @Test
    void keepsWhatHasTheName() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "1");
        Path target = Files.writeString(directory.resolve("target"), "2");

        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> link().link(target, file));

        assertThat(target).hasContent("2");
        assertThat(file).hasContent("1");
    }

    @Test
    void takesFilesOfItsOwnFileSystemAsTheyAre() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "1");

        assertThat(link().stage(file, new Staging(directory))).contains(file);
    }

    private ExclusiveLink link() throws IOException {
        return new ExclusiveLink.LockedRename(Files.getFileStore(directory));
    }
}
