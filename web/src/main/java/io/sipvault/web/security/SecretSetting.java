package io.sipvault.web.security;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** A secret from a setting, or from the file that a setting names. Its value is never printed. */
enum SecretSetting {
    /** The bearer key of every scope. */
    API_KEY("sipvault.api.key", 16),
    /** The bearer key of {@code /metrics}. */
    METRICS_KEY("sipvault.metrics.key", 16),
    /** The first password of {@code admin}. */
    ADMIN_PASSWORD("sipvault.admin.password", 8);

    private static final int LONGEST = 256;

    private final String property;
    private final int shortest;

    SecretSetting(String property, int shortest) {
        this.property = property;
        this.shortest = shortest;
    }

    /**
     * Reads it; empty when it is not set.
     *
     * @throws ForensicException
     *             BAD_REQUEST
     */
    Optional<String> read(Environment settings) {
        Optional<String> value = value(settings, property);
        Optional<String> file = value(settings, property + ".file");
        if (value.isPresent() && file.isPresent()) {
            throw refused(variable() + " and " + variable() + "_FILE are both set; keep one of them");
        }
        Optional<String> secret = value.or(() -> file.map(this::content));
        secret.ifPresent(this::check);
        return secret;
    }

    /** Whoever starts containers sets variables to nothing to unset them. */
    private static Optional<String> value(Environment settings, String name) {
        return Optional.ofNullable(settings.getProperty(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private void check(String secret) {
        if (secret.length() < shortest || secret.length() > LONGEST || secret.lines().count() != 1) {
            throw refused(variable() + " has " + secret.length() + " characters; it takes " + shortest + " to "
                    + LONGEST + " in one line");
        }
    }

    private String content(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return new String(in.readNBytes(LONGEST * 4), StandardCharsets.UTF_8).strip();
        } catch (IOException | InvalidPathException e) {
            // the name may be the secret itself, put into the wrong variable
            throw refused(variable() + "_FILE names a file that cannot be read (" + e.getClass().getSimpleName()
                    + "); it must hold the secret in one line");
        }
    }

    private String variable() {
        return property.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static ForensicException refused(String why) {
        return new ForensicException(ErrorCode.BAD_REQUEST, why);
    }
}
