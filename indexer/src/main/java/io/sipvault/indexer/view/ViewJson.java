package io.sipvault.indexer.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sipvault.ingest.wire.EpochNanos;
import java.time.Instant;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the interfaces write it. */
public final class ViewJson {
    private static final long NANOS = 1_000_000_000L;
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.ALWAYS))
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ViewJson() {}

    public static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** As {@link #write}, in UTF-8. */
    public static byte[] bytes(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    public static <T> T read(String json, Class<T> type) {
        return JSON.readValue(json, type);
    }

    /** A capture time as an instant. */
    public static Instant instant(long ns) {
        return EpochNanos.instant(ns);
    }

    /** An instant as nanoseconds since 1970. */
    public static long ns(Instant instant) {
        return instant.getEpochSecond() * NANOS + instant.getNano();
    }
}
