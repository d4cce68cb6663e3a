package io.sipvault.web.report;

import io.sipvault.web.report.Report.Section;
import io.sipvault.web.text.Text;
import java.util.List;
import java.util.stream.Collectors;

/** A report as Markdown. What messages said is escaped, so that it is text whoever renders it. */
public final class MarkdownReport {
    private static final String SPECIAL = "\\`*_{}[]()#+!|<>~&";

    private MarkdownReport() {}

    public static String of(Report report) {
        StringBuilder out = new StringBuilder("# ").append(escaped(report.title())).append("\n");
        for (Section section : report.sections()) {
            out.append("\n## ").append(escaped(section.heading())).append("\n\n");
            section.sentences().forEach(sentence -> out.append(escaped(sentence)).append("\n\n"));
            if (!section.table().rows().isEmpty()) {
                row(section.table().columns(), out);
                out.append("|---".repeat(section.table().columns().size())).append("|\n");
                section.table().rows().forEach(cells -> row(cells, out));
            }
        }
        return out.toString();
    }

    private static void row(List<String> cells, StringBuilder out) {
        out.append(cells.stream().map(MarkdownReport::escaped).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        Text.line(text).codePoints().forEach(c -> {
            if (SPECIAL.indexOf(c) >= 0) {
                out.append('\\');
            }
            out.appendCodePoint(c);
        });
        return out.toString();
    }
}
