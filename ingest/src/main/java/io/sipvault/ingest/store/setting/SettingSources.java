package io.sipvault.ingest.store.setting;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where settings are looked for: the option {@code --store}, then the environment, then the file; the first one counts. */
final class SettingSources {
    private final @Nullable String option;
    private final Map<String, String> environment;
    private final SettingsFile file;

    SettingSources(@Nullable String option, Map<String, String> environment, SettingsFile file) {
        this.option = option;
        this.environment = environment;
        this.file = file;
    }

    Optional<Found> find(StoreSetting setting) {
        if (setting == StoreSetting.STORE && option != null) {
            return Optional.of(new Found(option, "--store", Path.of("")));
        }
        return either(setting, variable(setting.variable()), variable(setting.variable() + "_FILE"))
                .or(() -> either(setting, file.find(setting.property()), file.find(setting.fileProperty())));
    }

    /** The value, or the content of the file that is named instead of it. */
    private static Optional<Found> either(StoreSetting setting, Optional<Found> value, Optional<Found> named) {
        if (!setting.mayBeInFile() || named.isEmpty()) {
            return value;
        }
        if (value.isPresent()) {
            throw refused(value.get() + " and " + named.get() + " are both set: keep one of them");
        }
        return Optional.of(SecretFile.read(named.get()));
    }

    /** Whoever starts containers sets variables to nothing to unset them. */
    private Optional<Found> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty())
                .map(value -> new Found(value, name + " in the environment", Path.of("")));
    }

    Found require(StoreSetting setting) {
        return find(setting).orElseThrow(() -> refused("the S3 store needs " + setting.meaning() + ": looked for "
                + String.join(", ", places(setting)) + "; it goes as " + setting.variable()
                + (setting.mayBeInFile() ? "_FILE=" : "=") + setting.example()));
    }

    private List<String> places(StoreSetting setting) {
        List<String> places = new ArrayList<>();
        places.add(setting.variable() + (setting.mayBeInFile() ? " and " + setting.variable() + "_FILE" : "")
                + " in the environment");
        places.add(setting.property() + " in " + file);
        return places;
    }

    static ForensicException refused(String why) {
        return new ForensicException(ErrorCode.BAD_REQUEST, "settings of the store: " + why);
    }
}
