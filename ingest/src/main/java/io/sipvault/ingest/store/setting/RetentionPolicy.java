package io.sipvault.ingest.store.setting;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Locale;
import java.util.Optional;

/**
 * After which age something expires.
 *
 * @param name
 *            as it is shown and written into marks, such as {@code sip-90d}
 * @param age
 *            a {@link Period} or a {@link Duration}, more than nothing and at most 1,000 years
 */
public record RetentionPolicy(String name, TemporalAmount age) {
    private static final Instant SOME_TIME = Instant.parse("2026-01-31T00:00:00Z");
    /** Days are compared as texts with four digits of the year. */
    private static final Instant THOUSAND_YEARS_BEFORE = Instant.parse("1026-01-01T00:00:00Z");

    /** What is older than this has expired. Months and years are those of the calendar in UTC. */
    public Instant expiredBefore(Instant now) {
        return now.atZone(ZoneOffset.UTC).minus(age).toInstant();
    }

    /** Empty when the text is no age: ISO 8601 such as {@code P90D}, {@code P1Y6M} or {@code PT36H}, more than nothing. */
    static Optional<RetentionPolicy> of(String subject, String text) {
        Optional<TemporalAmount> age = amount(text);
        if (age.isEmpty()) {
            return Optional.empty();
        }
        RetentionPolicy policy = new RetentionPolicy(
                subject + "-" + age.get().toString().substring(1).toLowerCase(Locale.ROOT), age.get());
        return policy.isInBounds() ? Optional.of(policy) : Optional.empty();
    }

    static Optional<TemporalAmount> amount(String text) {
        try {
            return Optional.of(text.toUpperCase(Locale.ROOT).contains("T")
                    ? Duration.parse(text)
                    : Period.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean isInBounds() {
        try {
            return expiredBefore(SOME_TIME).isBefore(SOME_TIME)
                    && expiredBefore(SOME_TIME).isAfter(THOUSAND_YEARS_BEFORE);
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
