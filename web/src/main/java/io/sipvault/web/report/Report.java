package io.sipvault.web.report;

import java.util.List;

/**
 * A document of sections.
 *
 * @param title
 *            plain text, like all text in it: what a message said stands in it as data
 */
public record Report(String title, List<Section> sections) {
    public Report {
        sections = List.copyOf(sections);
    }

    /** A heading with sentences, a table, or both. */
    public record Section(String heading, List<String> sentences, Table table) {
        public Section {
            sentences = List.copyOf(sentences);
        }

        static Section of(String heading, List<String> sentences) {
            return new Section(heading, sentences, Table.NONE);
        }

        boolean isEmpty() {
            return sentences.isEmpty() && table.rows.isEmpty();
        }
    }

    /** Rows of as many cells as there are columns. */
    public record Table(List<String> columns, List<List<String>> rows) {
        static final Table NONE = new Table(List.of(), List.of());

        public Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }
}
