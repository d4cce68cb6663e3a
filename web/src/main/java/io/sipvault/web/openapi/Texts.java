package io.sipvault.web.openapi;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** What people read in the description: of each route, and of each parameter by its name. */
final class Texts {
    private static final String FILE = "texts.properties";

    private final Properties texts = new Properties();
    private final Set<String> unused;

    Texts() {
        try (Reader file = new InputStreamReader(
                Objects.requireNonNull(Texts.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8)) {
            texts.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + FILE + " failed", e);
        }
        unused = new TreeSet<>(texts.stringPropertyNames());
    }

    String ofParameter(String name) {
        return of("parameter." + name);
    }

    /** Of a route, by its method and path. */
    String of(String key) {
        unused.remove(key);
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("describing the interface failed: " + FILE + " has no text for " + key);
        }
        return text;
    }

    /** What nothing asked for, which is to be removed. */
    Set<String> unused() {
        return unused;
    }
}
