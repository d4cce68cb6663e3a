package io.sipvault.ingest.store.setting;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;

/** The file {@code sipvault.properties}, if there is one: UTF-8, as {@link Properties} reads it. */
final class SettingsFile {
    private final Path file;
    private final Properties properties;
    private final boolean isThere;

    private SettingsFile(Path file, Properties properties, boolean isThere) {
        this.file = file;
        this.properties = properties;
        this.isThere = isThere;
    }

    static SettingsFile read(Path file) {
        return read(file, name -> false);
    }

    /** @param other whether a name is a setting of something else that reads the same file */
    static SettingsFile read(Path file, Predicate<String> other) {
        Properties properties = new Properties();
        if (!Files.exists(file)) {
            return new SettingsFile(file, properties, false);
        }
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "settings of the store: reading " + file + " failed ("
                    + e + "). It must be a text file in UTF-8 of lines such as sipvault.store=s3", e);
        }
        properties.stringPropertyNames().stream().filter(name -> !other.test(name))
                .forEach(name -> checkKnown(file, name));
        return new SettingsFile(file, properties, true);
    }

    /** A misspelled setting that has a default would be passed over in silence, and the archive go elsewhere. */
    private static void checkKnown(Path file, String name) {
        if (!StoreSetting.isKnown(name) && !IndexSetting.isKnown(name) && !RetentionSetting.isKnown(name)) {
            throw SettingSources.refused(file + " sets \"" + name + "\", which is no setting; these are: "
                    + String.join(", ", StoreSetting.names()) + ", " + String.join(", ", IndexSetting.names()) + ", "
                    + String.join(", ", RetentionSetting.names()));
        }
    }

    Optional<Found> find(String property) {
        return Optional.ofNullable(properties.getProperty(property)).map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> new Found(value, property + " in " + file, file.resolveSibling("")));
    }

    @Override
    public String toString() {
        return file + (isThere ? "" : " (there is no such file)");
    }
}
