package io.sipvault.ingest.store.setting;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The settings of retention, by their name in the file; the environment names them in capitals. */
enum RetentionSetting {
    SIP, RTP, LOG, IMPORT, INDEX, GRACE;

    /** What the setting is about, as it stands in the names of policies. */
    String subject() {
        return name().toLowerCase(Locale.ROOT);
    }

    String property() {
        return "sipvault.retention." + subject();
    }

    /** The environment counts before the file. */
    Optional<Found> find(Map<String, String> environment, SettingsFile file) {
        String variable = property().replace('.', '_').toUpperCase(Locale.ROOT);
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(value -> !value.isEmpty())
                .map(value -> new Found(value, variable + " in the environment", Path.of("")))
                .or(() -> file.find(property()));
    }

    static boolean isKnown(String property) {
        return names().contains(property);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(RetentionSetting::property).toList();
    }
}
