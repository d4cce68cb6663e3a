package io.sipvault.ingest.store.setting;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What expires, and when. Without a policy nothing does.
 *
 * @param chunks
 *            policies of data objects by kind
 * @param index
 *            the policy of the index and its fragment files; null when they stay for good
 * @param grace
 *            from the mark to the deletion of a data object
 */
public record RetentionSettings(Map<ChunkKind, RetentionPolicy> chunks, @Nullable RetentionPolicy index,
        Duration grace) {
    public static final Duration USUAL_GRACE = Duration.ofHours(24);
    private static final String AGES = "an age of ISO 8601 such as P90D, P1Y6M or PT36H, more than nothing and at most 1,000 years";

    public RetentionSettings {
        chunks = Map.copyOf(chunks);
    }

    /**
     * Reads them: the environment counts before the file {@code sipvault.properties}.
     *
     * @param environment
     *            variables by name
     * @param dataDirectory
     *            the folder that the file may lie in
     * @throws ForensicException
     *             BAD_REQUEST in one line when one is no age
     */
    public static RetentionSettings read(Map<String, String> environment, Path dataDirectory) {
        SettingsFile file = SettingsFile.read(dataDirectory.resolve(StoreSettings.FILE));
        Map<ChunkKind, RetentionPolicy> chunks = new EnumMap<>(ChunkKind.class);
        for (ChunkKind kind : ChunkKind.values()) {
            policy(RetentionSetting.valueOf(kind.name()), environment, file).ifPresent(p -> chunks.put(kind, p));
        }
        return new RetentionSettings(chunks, policy(RetentionSetting.INDEX, environment, file).orElse(null),
                RetentionSetting.GRACE.find(environment, file).map(RetentionSettings::grace).orElse(USUAL_GRACE));
    }

    private static Optional<RetentionPolicy> policy(RetentionSetting setting, Map<String, String> environment,
            SettingsFile file) {
        return setting.find(environment, file).map(found -> RetentionPolicy.of(setting.subject(), found.value())
                .orElseThrow(() -> refused(setting, found, AGES)));
    }

    private static Duration grace(Found found) {
        try {
            Duration grace = Duration.parse(found.value());
            if (!grace.isNegative()) {
                return grace;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw refused(RetentionSetting.GRACE, found, "a duration of ISO 8601 such as PT24H or P2D, PT0S for none");
    }

    private static ForensicException refused(RetentionSetting setting, Found found, String expected) {
        return new ForensicException(ErrorCode.BAD_REQUEST, "settings of retention: " + setting.property()
                + " cannot be \"" + found.value() + "\" (by " + found + "): expected " + expected);
    }
}
