package io.sipvault.cli;

import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.ListSearch;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.text.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints hits as a table, as CSV (RFC 4180) or as JSON, one object a line. */
abstract class ResultPrinter implements AutoCloseable {
    /** How it is printed. */
    enum Form {
        TABLE, CSV, JSON
    }

    private final PrintWriter out;
    private final Form form;
    private final List<List<String>> rows = new ArrayList<>();

    ResultPrinter(PrintWriter out, Form form, List<String> header) {
        this.out = out;
        this.form = form;
        rows.add(header);
        if (form == Form.CSV) {
            out.println(csv(header));
        }
    }

    abstract void print(Hit hit);

    Form form() {
        return form;
    }

    void json(String json) {
        out.println(json);
    }

    void row(List<String> cells) {
        if (form == Form.CSV) {
            out.println(csv(cells));
        } else {
            rows.add(cells.stream().map(Text::line).toList());
        }
    }

    /** Prints what was gathered; says how much more there is. */
    void end(int printed, long total) {
        end(printed, total, String.valueOf(total));
    }

    /** As the other, where not all that match were counted. */
    void endOfMany(int printed, long atLeast) {
        end(printed, atLeast, "more than " + Math.max(printed, Math.min(atLeast, ListSearch.MOST_COUNTED)));
    }

    private void end(int printed, long total, String words) {
        if (form == Form.TABLE) {
            Terminal.table(rows, out);
            out.println(total == 0
                    ? "nothing found"
                    : printed + " of " + words + (printed < total ? ": more with --limit" : ""));
        }
    }

    /** What /v1 says of a page, as the last line of JSON; the other forms hold rows alone. */
    void partial(String reason) {
        if (form == Form.JSON) {
            json(ViewJson.write(new Partial(true, reason)));
        }
    }

    private record Partial(boolean partial, String partialReason) {}

    /** A cell that begins like a formula is defused, for spreadsheets run what they read. */
    private static String csv(List<String> cells) {
        List<String> quoted = new ArrayList<>();
        for (String cell : cells) {
            String safe = !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 && !isNumber(cell)
                    ? "'" + cell
                    : cell;
            boolean quote = safe.indexOf(',') >= 0 || safe.indexOf('"') >= 0 || safe.indexOf('\n') >= 0
                    || safe.indexOf('\r') >= 0;
            quoted.add(quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
        }
        return String.join(",", quoted);
    }

    private static boolean isNumber(String cell) {
        return cell.chars().skip(1).allMatch(c -> (c >= '0' && c <= '9') || c == '.') && cell.length() > 1;
    }

    @Override
    public void close() {
        out.flush();
    }
}
