package io.sipvault.web.jobs;

import io.sipvault.web.page.Figures;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;

/** Ages in words: {@code P1Y6M} is {@code 1 year 6 months}. */
final class Ages {
    private Ages() {}

    static String words(TemporalAmount age) {
        List<String> parts = new ArrayList<>();
        if (age instanceof Period period) {
            part(parts, period.getYears(), "year");
            part(parts, period.getMonths(), "month");
            part(parts, period.getDays(), "day");
        } else {
            Duration duration = Duration.from(age);
            // a day is said as 24 hours, as it was set
            part(parts, duration.toHours(), "hour");
            part(parts, duration.toMinutesPart(), "minute");
            part(parts, duration.toSecondsPart(), "second");
            part(parts, duration.toMillisPart(), "millisecond");
        }
        return parts.isEmpty() ? "no time" : String.join(" ", parts);
    }

    private static void part(List<String> parts, long count, String unit) {
        if (count != 0) {
            parts.add(Figures.count(count, unit));
        }
    }
}
