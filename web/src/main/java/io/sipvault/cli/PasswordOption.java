package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.account.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A password, never on the command line itself, where other users of the machine would see it. */
final class PasswordOption {
    private static final int BYTES = 15;

    @Option(names = "--password-file", paramLabel = "FILE", description = "file that holds the password in one line (default: a random one, printed once)")
    @Nullable
    Path file;

    /** The password of the file, or a random one that is printed. */
    String take(String user, PrintWriter out) {
        if (file != null) {
            return read(file);
        }
        String password = Secrets.random(BYTES);
        out.println("Password of " + user + ": " + password + " (shown this once)");
        return password;
    }

    private static String read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() == 1) {
                return lines.getFirst();
            }
            throw new ForensicException(ErrorCode.BAD_REQUEST, file + " has " + lines.size() + " lines; it must hold"
                    + " the password in one");
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "reading the password from " + file + " failed: "
                    + e.getMessage(), e);
        }
    }
}
