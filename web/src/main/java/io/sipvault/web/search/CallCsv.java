package io.sipvault.web.search;

import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.ViewJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls as CSV (RFC 4180), page after page. Cells that a spreadsheet would run as a formula are kept from it. */
final class CallCsv {
    /** Rows that are fetched at once. */
    static final int PAGE = 500;
    static final int MOST_ROWS = 100_000;
    private static final List<String> HEADER = List.of("start", "from", "to", "method", "state", "final_status",
            "duration_sec", "mos_caller", "mos_callee", "problems", "verdict", "agents", "streams", "legs", "call_id",
            "id");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

    private final OutputStream target;

    CallCsv(OutputStream target) {
        this.target = target;
    }

    /**
     * Writes them all.
     *
     * @param pages
     *            gives the page of a cursor, null for the first
     */
    void write(Function<@Nullable String, Page> pages) throws IOException {
        Writer out = new OutputStreamWriter(target, StandardCharsets.UTF_8);
        out.write(row(HEADER));
        String cursor = null;
        int rows = 0;
        boolean partial = false;
        do {
            Page page = pages.apply(cursor);
            for (Hit hit : page.hits()) {
                out.write(row(cells(hit)));
            }
            rows += page.hits().size();
            cursor = page.cursor();
            partial |= page.partial();
        } while (cursor != null && rows < MOST_ROWS);
        if (cursor != null || partial) {
            out.write(row(note(cursor == null
                    ? "calls may be missing: the search could not look everywhere; take a shorter time"
                    : "calls are missing: at most " + rows + " are given; take a shorter time")));
        }
        out.flush();
    }

    /** A last row for what must not go unseen: CSV has no other place for it. */
    private static List<String> note(String text) {
        List<String> cells = new ArrayList<>(Collections.nCopies(HEADER.size(), ""));
        cells.set(HEADER.indexOf("verdict"), text);
        return cells;
    }

    private static List<String> cells(Hit hit) {
        DialogView d = ViewJson.read(hit.display(), DialogView.class);
        List<String> cells = new ArrayList<>();
        cells.addAll(List.of(d.createdAt().toString(), d.from(), d.to(), d.method(), d.state()));
        cells.add(Objects.toString(d.finalStatus(), ""));
        cells.add(String.valueOf(d.durationSec()));
        cells.add(Objects.toString(d.quality().mosCaller(), ""));
        cells.add(Objects.toString(d.quality().mosCallee(), ""));
        cells.add(String.join(" ", d.diagnosis().problems().stream().map(p -> p.code()).distinct().toList()));
        cells.addAll(List.of(d.diagnosis().summary(), String.join(" ", d.agents()),
                String.valueOf(d.quality().streams()), String.valueOf(d.legs().size()), d.callId(), hit.id()));
        return cells;
    }

    private static String row(List<String> cells) {
        return String.join(",", cells.stream().map(CallCsv::cell).toList()) + "\r\n";
    }

    static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
        String safe = formula ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
