package io.sipvault.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of Prometheus' text format 0.0.4 and of OpenMetrics 1.0: every sample belongs to the family that was announced
 * before it, families come in one piece, names and labels are well-formed, no series comes twice, buckets never decrease and end
 * with the count.
 */
final class MetricsText {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern SAMPLE = Pattern
            .compile("(" + NAME + ")(\\{(.*)\\})? (-?[0-9.eE+-]+|NaN|[+-]?Inf)( [0-9.]+)?");
    private static final Pattern LABEL = Pattern
            .compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\n\"])*)\"(,|$)");

    private final boolean openMetrics;
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private String family = "";
    private String series = "";
    private double bucket;

    private MetricsText(boolean openMetrics) {
        this.openMetrics = openMetrics;
    }

    static MetricsText parse(String text, boolean openMetrics) {
        MetricsText parsed = new MetricsText(openMetrics);
        String body = text;
        if (openMetrics) {
            check(text.endsWith("# EOF\n"), "the last line is not # EOF");
            body = text.substring(0, text.length() - "# EOF\n".length());
        }
        check(body.isEmpty() || body.endsWith("\n"), "the last line does not end");
        body.lines().forEach(parsed::line);
        return parsed;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private void line(String line) {
        String[] words = line.split(" ", 4);
        if (line.startsWith("# TYPE ")) {
            begin(words[2]);
            check(types.put(words[2], words[3]) == null, "two types: " + line);
        } else if (line.startsWith("# HELP ") || line.startsWith("# UNIT ")) {
            begin(words[2]);
        } else {
            check(!line.startsWith("#"), "comment: " + line);
            sample(line);
        }
    }

    private void begin(String name) {
        check(NAME.matcher(name).matches(), "name: " + name);
        if (!name.equals(family)) {
            ended.add(family);
            family = name;
            check(!ended.contains(name), "family in pieces: " + name);
        }
    }

    private void sample(String line) {
        Matcher m = SAMPLE.matcher(line);
        check(m.matches(), "not a sample: " + line);
        String name = m.group(1);
        String type = types.getOrDefault(family, "none");
        check(isOf(name, type), "sample of another family than " + family + " " + type + ": " + line);
        if (m.group(3) != null) {
            checkLabels(m.group(3), line);
        }
        String key = name + (m.group(2) == null ? "" : m.group(2));
        double value = m.group(4).endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(m.group(4));
        check(samples.put(key, value) == null, "twice: " + key);
        if (type.equals("counter") || type.equals("histogram")) {
            check(!(value < 0), "negative: " + line);
        }
        buckets(name, m.group(3), value);
    }

    private boolean isOf(String name, String type) {
        if (!name.startsWith(family)) {
            return false;
        }
        String rest = name.substring(family.length());
        return switch (type) {
            case "counter" -> openMetrics ? Set.of("_total", "_created").contains(rest) : rest.isEmpty();
            case "histogram" -> Set.of("_bucket", "_sum", "_count", "_created").contains(rest);
            case "summary" -> Set.of("", "_sum", "_count", "_created").contains(rest);
            case "gauge", "untyped", "unknown" -> rest.isEmpty();
            case "info" -> rest.equals("_info");
            default -> false;
        };
    }

    private static void checkLabels(String labels, String line) {
        Matcher m = LABEL.matcher(labels);
        int at = 0;
        Set<String> names = new LinkedHashSet<>();
        while (at < labels.length()) {
            check(m.find(at) && m.start() == at, "labels: " + line);
            check(names.add(m.group(1)), "label twice: " + line);
            at = m.end();
        }
    }

    private void buckets(String name, String labels, double value) {
        if (name.endsWith("_bucket")) {
            String of = name + labels.replaceAll(",?le=\"[^\"]*\"", "");
            check(!of.equals(series) || value >= bucket, "bucket decreases: " + name + labels);
            series = of;
            bucket = value;
        } else if (name.endsWith("_count") && "histogram".equals(types.get(family))
                && series.equals(family + "_bucket" + (labels == null ? "" : labels))) {
            check(value == bucket, "count differs from the last bucket: " + name);
        }
    }

    Map<String, Double> samples() {
        return samples;
    }

    Map<String, String> types() {
        return types;
    }

    double value(String key) {
        check(samples.containsKey(key), "no sample " + key);
        return samples.getOrDefault(key, Double.NaN);
    }
}
