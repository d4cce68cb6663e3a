package io.sipvault.web.report;

import io.sipvault.web.report.Report.Section;
import io.sipvault.web.text.Text;
import java.util.List;
import org.springframework.web.util.HtmlUtils;

/** A report as an HTML document without script, style and references. */
public final class HtmlReport {
    private HtmlReport() {}

    public static String of(Report report) {
        StringBuilder out = new StringBuilder(
                "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(report.title())).append("</title></head><body>\n<h1>").append(escaped(report.title()))
                .append("</h1>\n");
        for (Section section : report.sections()) {
            out.append("<h2>").append(escaped(section.heading())).append("</h2>\n");
            section.sentences().forEach(sentence -> out.append("<p>").append(escaped(sentence)).append("</p>\n"));
            if (!section.table().rows().isEmpty()) {
                out.append("<table border=\"1\"><thead>");
                row(section.table().columns(), "th", out);
                out.append("</thead><tbody>\n");
                section.table().rows().forEach(cells -> row(cells, "td", out));
                out.append("</tbody></table>\n");
            }
        }
        return out.append("</body></html>\n").toString();
    }

    private static void row(List<String> cells, String element, StringBuilder out) {
        out.append("<tr>");
        cells.forEach(cell -> out.append('<').append(element).append('>').append(escaped(cell)).append("</")
                .append(element).append('>'));
        out.append("</tr>\n");
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(Text.line(text), "UTF-8");
    }
}
