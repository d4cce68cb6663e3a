package io.sipvault.ingest.store.setting;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings of what is made of the archive; they stand in the same places as those of the store. */
public enum IndexSetting {
    /** The headers that tie legs. */
    LINK_HEADERS("sipvault.link-headers");

    private final String property;

    IndexSetting(String property) {
        this.property = property;
    }

    /** A value, and where it was set. */
    public record Text(String value, String place) {}

    /**
     * Reads it: the option counts before the environment, that before the file.
     *
     * @param option
     *            null when it was not given
     * @param environment
     *            variables by name
     * @param dataDirectory
     *            the folder that the file may lie in
     * @return empty when it is set nowhere
     */
    public Optional<Text> read(@Nullable String option, Map<String, String> environment, Path dataDirectory) {
        if (option != null) {
            return Optional.of(new Text(option, "--" + property.substring(property.indexOf('.') + 1)));
        }
        String variable = property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(value -> !value.isEmpty())
                .map(value -> new Text(value, variable + " in the environment"))
                .or(() -> SettingsFile.read(dataDirectory.resolve(StoreSettings.FILE)).find(property)
                        .map(found -> new Text(found.value(), found.toString())));
    }

    static boolean isKnown(String property) {
        return names().contains(property);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(setting -> setting.property).toList();
    }
}
