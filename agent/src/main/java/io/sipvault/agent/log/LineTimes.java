package io.sipvault.agent.log;

import io.sipvault.ingest.log.LogTimestamp;
import io.sipvault.ingest.wire.EpochNanos;
import java.text.ParsePosition;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Times of log lines: of a configured form first, then of the usual ones. */
final class LineTimes {
    private final @Nullable DateTimeFormatter form;
    private final ZoneId zone;
    private final Clock clock;

    /**
     * @param form
     *            of a time at the beginning of a line, perhaps behind a bracket; null without one
     * @param zone
     *            of times that name none
     */
    LineTimes(@Nullable DateTimeFormatter form, ZoneId zone, Clock clock) {
        this.form = form;
        this.zone = zone;
        this.clock = clock;
    }

    /** Nanoseconds since 1970. */
    long now() {
        return EpochNanos.of(clock.instant());
    }

    /** Nanoseconds since 1970; null of a line that begins with no time. */
    @Nullable
    Long of(String line) {
        Long configured = form == null ? null : configured(form, line);
        if (configured != null) {
            return configured;
        }
        long found = new LogTimestamp(clock.instant(), zone).find(line);
        return found == LogTimestamp.NONE ? null : found;
    }

    private @Nullable Long configured(DateTimeFormatter wanted, String line) {
        ParsePosition position = new ParsePosition(line.startsWith("[") ? 1 : 0);
        TemporalAccessor parsed;
        try {
            parsed = wanted.parse(line, position);
            if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
                return EpochNanos.of(Instant.from(parsed));
            }
            return EpochNanos.of(LocalDateTime.from(parsed).atZone(zone).toInstant());
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            return null;
        }
    }
}
