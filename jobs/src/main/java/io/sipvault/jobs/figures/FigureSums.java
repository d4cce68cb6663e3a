package io.sipvault.jobs.figures;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Amounts by figure and label. Safe for use by many threads. */
public final class FigureSums {
    private final Map<Figure, Map<String, Double>> sums = new EnumMap<>(Figure.class);

    /** Adds to a counter. */
    public synchronized void add(Figure figure, String label, double amount) {
        if (amount != 0) {
            sums.computeIfAbsent(figure, f -> new TreeMap<>()).merge(label, amount, Double::sum);
        }
    }

    /** Adds a value to a histogram. */
    public synchronized void observe(Figure figure, double value) {
        add(figure, figure.bucketOf(value), 1);
        add(figure, Figure.SUM, value);
    }

    /** An amount, 0 when nothing was added. */
    public synchronized double of(Figure figure, String label) {
        return sums.getOrDefault(figure, Map.of()).getOrDefault(label, 0.0);
    }

    /** The labels of a figure with their amounts, in order. */
    public synchronized Map<String, Double> of(Figure figure) {
        return new TreeMap<>(sums.getOrDefault(figure, Map.of()));
    }

    synchronized void forEach(BiConsumer<Figure, Map<String, Double>> consumer) {
        sums.forEach(consumer);
    }
}
