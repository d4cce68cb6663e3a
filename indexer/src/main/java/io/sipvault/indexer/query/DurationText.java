package io.sipvault.indexer.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 500ms}, {@code 1.5s}, {@code 5m}, {@code 1h30m}, {@code 7d}. */
final class DurationText {
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|ms|s|m|h|d|w)");
    private static final Map<String, Long> UNIT_NS = units();
    private static final BigDecimal LONGEST_NS = BigDecimal.valueOf(Duration.ofDays(36_500).toNanos());

    private DurationText() {}

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("w", Duration.ofDays(7).toNanos());
        units.put("d", Duration.ofDays(1).toNanos());
        units.put("h", Duration.ofHours(1).toNanos());
        units.put("m", Duration.ofMinutes(1).toNanos());
        units.put("s", Duration.ofSeconds(1).toNanos());
        units.put("ms", 1_000_000L);
        units.put("us", 1_000L);
        units.put("ns", 1L);
        return units;
    }

    /** The duration, or null when the text is none, or longer than a hundred years. */
    static @Nullable Duration parse(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal totalNs = BigDecimal.ZERO;
        int at = 0;
        while (at < text.length() && part.find(at) && part.start() == at) {
            long unitNs = UNIT_NS.getOrDefault(part.group(2), 0L);
            totalNs = totalNs.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unitNs)));
            at = part.end();
        }
        return at == 0 || at < text.length() ? null : ofNs(totalNs);
    }

    /** That many of a unit, or null when it is longer than a hundred years. */
    static @Nullable Duration of(BigDecimal count, Duration unit) {
        return ofNs(count.multiply(BigDecimal.valueOf(unit.toNanos())));
    }

    private static @Nullable Duration ofNs(BigDecimal ns) {
        return ns.compareTo(LONGEST_NS) > 0 ? null : Duration.ofNanos(ns.setScale(0, RoundingMode.HALF_UP).longValue());
    }

    /** The shortest text with whole units, biggest first; zero is {@code 0s}. */
    static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        long rest = duration.toNanos();
        for (Map.Entry<String, Long> unit : UNIT_NS.entrySet()) {
            long count = rest / unit.getValue();
            if (count > 0) {
                text.append(count).append(unit.getKey());
                rest -= count * unit.getValue();
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
