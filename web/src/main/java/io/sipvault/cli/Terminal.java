package io.sipvault.cli;

import java.io.PrintWriter;
import java.util.List;

/** Text for a terminal: what a stranger wrote must not steer it. */
final class Terminal {
    private static final int WIDEST = 60;

    private Terminal() {}

    /** The text with every control character, bidirectional mark and line end replaced. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean harmful = type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
            safe.appendCodePoint(harmful ? 0xfffd : c);
        });
        return safe.toString();
    }

    /** Columns as wide as their widest cell, up to a bound; the first row is the header. */
    static void table(List<List<String>> rows, PrintWriter out) {
        if (rows.size() < 2) {
            return;
        }
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Math.min(WIDEST, row.get(i).length()));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = row.get(i).length() > WIDEST ? row.get(i).substring(0, WIDEST - 1) + "…" : row.get(i);
                line.append(cell);
                if (i < widths.length - 1) {
                    line.repeat(' ', widths[i] - cell.length() + 2);
                }
            }
            out.println(line);
        }
    }
}
