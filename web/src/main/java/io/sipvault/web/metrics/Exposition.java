package io.sipvault.web.metrics;

import io.sipvault.jobs.figures.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Writes series as text. The two formats differ in the name of a counter's family, which OpenMetrics writes without
 * {@code _total}.
 */
final class Exposition {
    private static final String TOTAL = "_total";
    private static final List<String> LE = List.of("le");
    private static final double EXACT = 1e15;

    private final StringBuilder text = new StringBuilder(4096);
    private final String prefix;
    private final boolean openMetrics;

    Exposition(String prefix, boolean openMetrics) {
        this.prefix = prefix + "_";
        this.openMetrics = openMetrics;
    }

    /** Numbers by the values of the meter's labels. */
    void numbers(OwnMeter meter, Map<List<String>, ? extends Number> numbers) {
        family(meter.series(), meter.isCounter() ? "counter" : "gauge", meter.help());
        numbers.forEach((values, number) -> sample(meter.series(), labels(meter.labels(), values),
                number.doubleValue()));
    }

    /** A counter with all its labels. */
    void counter(Figure figure, Map<String, Double> values) {
        family(figure.series(), "counter", figure.help());
        List<String> names = figure.label().isEmpty() ? List.of() : List.of(figure.label());
        values.forEach((value, amount) -> sample(figure.series(), labels(names, List.of(value)), amount));
    }

    /** A histogram; the values are those of single buckets. */
    void histogram(Figure figure, Map<String, Double> values) {
        family(figure.series(), "histogram", figure.help());
        double sum = 0;
        List<String> bounds = figure.buckets().stream().map(Figure::text).toList();
        for (int i = 0; i < bounds.size(); i++) {
            sum += values.getOrDefault(bounds.get(i), 0.0);
            sample(figure.series() + "_bucket", labels(LE, List.of(bound(figure.buckets().get(i)))), sum);
        }
        sum += values.getOrDefault(Figure.REST, 0.0);
        sample(figure.series() + "_bucket", labels(LE, List.of(Figure.REST)), sum);
        sample(figure.series() + "_sum", "", values.getOrDefault(Figure.SUM, 0.0));
        sample(figure.series() + "_count", "", sum);
    }

    /** OpenMetrics wants bounds as decimal fractions. */
    private String bound(double value) {
        return openMetrics ? Double.toString(value) : Figure.text(value);
    }

    private void family(String series, String type, String help) {
        String name = prefix + (openMetrics && type.equals("counter") && series.endsWith(TOTAL)
                ? series.substring(0, series.length() - TOTAL.length())
                : series);
        if (openMetrics) {
            text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
            text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        } else {
            text.append("# HELP ").append(name).append(' ').append(help).append('\n');
            text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        }
    }

    private static String labels(List<String> names, List<String> values) {
        StringJoiner labels = new StringJoiner(",", "{", "}").setEmptyValue("");
        for (int i = 0; i < names.size(); i++) {
            labels.add(names.get(i) + "=\"" + escaped(values.get(i)) + "\"");
        }
        return labels.toString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private void sample(String name, String labels, double value) {
        text.append(prefix).append(name).append(labels).append(' ').append(number(value)).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < EXACT
                ? String.format(Locale.ROOT, "%d", (long) value)
                : Double.toString(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
