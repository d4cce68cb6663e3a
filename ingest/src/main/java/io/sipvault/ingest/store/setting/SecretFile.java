package io.sipvault.ingest.store.setting;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that holds one secret in one line, as orchestrators mount them. */
final class SecretFile {
    private static final int LONGEST = 4096;

    private SecretFile() {}

    /** Reads it. Its name is not printed: it may be the secret itself, put into the wrong variable. */
    static Found read(Found name) {
        String content;
        try {
            content = firstBytes(name.path()).strip();
        } catch (IOException | InvalidPathException e) {
            throw SettingSources.refused(name + " names a file that cannot be read (" + e.getClass().getSimpleName()
                    + "); it must hold the key in one line");
        }
        if (content.isEmpty() || content.length() > LONGEST || content.lines().count() != 1) {
            throw SettingSources.refused(name + " names a file of " + content.lines().count()
                    + " lines; it must hold the key in one line of at most " + LONGEST + " characters");
        }
        return new Found(content, "the file that is named by " + name, Path.of(""));
    }

    private static String firstBytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST + 3), StandardCharsets.UTF_8);
        }
    }
}
