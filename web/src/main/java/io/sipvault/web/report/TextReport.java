package io.sipvault.web.report;

import io.sipvault.web.report.Report.Section;
import io.sipvault.web.report.Report.Table;
import io.sipvault.web.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as plain text, its tables in columns. */
public final class TextReport {
    private static final int WIDEST = 60;

    private TextReport() {}

    public static String of(Report report) {
        StringBuilder out = new StringBuilder(Text.line(report.title())).append('\n');
        for (Section section : report.sections()) {
            out.append('\n').append(section.heading().toUpperCase(Locale.ROOT)).append('\n');
            section.sentences().forEach(sentence -> out.append(Text.line(sentence)).append('\n'));
            table(section.table(), out);
        }
        return out.toString();
    }

    private static void table(Table table, StringBuilder out) {
        if (table.rows().isEmpty()) {
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.columns());
        lines.addAll(table.rows());
        int[] widths = new int[table.columns().size()];
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.min(WIDEST, Math.max(widths[i], line.get(i).length()));
            }
        });
        lines.forEach(line -> row(line, widths, out));
    }

    private static void row(List<String> cells, int[] widths, StringBuilder out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = Text.line(cells.get(i));
            line.append(cell).append(" ".repeat(Math.max(2, widths[i] + 2 - cell.length())));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
