package io.sipvault.web.openapi;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** What people read in the description: of each route, and of each parameter by its name. */
final class Texts {
    private static final String FILE = "texts.properties";

    private final Properties texts = new Properties();

    Texts() {
        try (Reader file = new InputStreamReader(
                Objects.requireNonNull(Texts.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8)) {
            texts.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + FILE + " failed", e);
        }
    }

    /** Of a parameter; one of that name may mean something else of another noun. */
    String ofParameter(String noun, String name) {
        String own = of("parameter." + noun + "." + name);
        return own.isEmpty() ? of("parameter." + name) : own;
    }

    /** Of a route, by its method and path; empty where it lacks, which a test finds. */
    String of(String key) {
        return texts.getProperty(key, "");
    }
}
