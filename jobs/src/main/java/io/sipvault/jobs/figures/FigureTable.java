package io.sipvault.jobs.figures;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of sums. What writes it does so in a transaction of its own making, one at a time. */
public final class FigureTable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate jdbc;

    public FigureTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds amounts to what is there. */
    public void add(FigureSums amounts) {
        amounts.forEach((figure, labels) -> labels.forEach((label, amount) -> add(figure.series(), label, amount)));
    }

    private void add(String name, String label, double amount) {
        if (jdbc.update("UPDATE figure SET amount = amount + ? WHERE name = ? AND label = ?", amount, name,
                label) == 0) {
            jdbc.update("INSERT INTO figure (name, label, amount) VALUES (?, ?, ?)", name, label, amount);
        }
    }

    /** All that was counted. */
    public FigureSums read() {
        Map<String, Figure> figures = new TreeMap<>();
        for (Figure figure : Figure.values()) {
            figures.put(figure.series(), figure);
        }
        FigureSums sums = new FigureSums();
        jdbc.query("SELECT name, label, amount FROM figure", row -> {
            Figure figure = figures.get(row.getString(1));
            if (figure != null) {
                sums.add(figure, row.getString(2), row.getDouble(3));
            }
        });
        return sums;
    }

    /**
     * What a chunk counts by itself.
     *
     * @param kinds
     *            SIP messages by method and by status code, JSON; null when they were not counted
     */
    public static FigureSums ofChunk(long packets, long timeouts, @org.jspecify.annotations.Nullable String kinds) {
        FigureSums sums = new FigureSums();
        sums.add(Figure.PACKETS, "", packets);
        sums.add(Figure.TIMEOUTS, "", timeouts);
        if (kinds != null) {
            JSON.readValue(kinds, new TypeReference<Map<String, Long>>() {
            }).forEach((kind, count) -> sums.add(isStatus(kind) ? Figure.RESPONSES : Figure.MESSAGES, kind, count));
        }
        return sums;
    }

    private static boolean isStatus(String kind) {
        return !kind.isEmpty() && Character.isDigit(kind.charAt(0));
    }
}
