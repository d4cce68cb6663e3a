package io.sipvault.web.imports;

import io.sipvault.jobs.importing.ImportRow;
import io.sipvault.jobs.importing.ImportState;
import io.sipvault.jobs.importing.ImportSummary;
import io.sipvault.jobs.importing.Imports;
import io.sipvault.web.page.Figures;
import io.sipvault.web.problem.ApiException;
import io.sipvault.web.text.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /imports}: bring a file, and see what became of those that were brought. */
@Controller
final class ImportsController {
    private static final int PAGE = 50;

    private final Imports imports;

    ImportsController(Imports imports) {
        this.imports = imports;
    }

    /** What an import brought, and what of it was not decoded. */
    record Brought(List<Fact> facts, List<Fact> undecoded, List<String> failed) {}

    /** A figure and its name. */
    record Fact(String name, String value) {}

    @GetMapping("/imports")
    String list(@RequestHeader(name = "HX-Request", required = false) @Nullable String piece,
            @RequestParam(required = false) @Nullable String behind, Model model) {
        List<ImportRow> rows = imports.list(behind == null ? null : row(behind), PAGE + 1);
        List<ImportLine> lines = rows.stream().limit(PAGE).map(row -> ImportLine.of(row, imports.progress(row)))
                .toList();
        model.addAttribute("imports", lines);
        model.addAttribute("open", lines.stream().anyMatch(ImportLine::open));
        model.addAttribute("total", Figures.count(imports.count(), "import"));
        model.addAttribute("nextBehind", rows.size() > PAGE ? rows.get(PAGE - 1).id() : null);
        return piece == null ? "imports/list" : "imports/_list :: list";
    }

    /** A form of the page; scripts use {@code /api/imports}. */
    @PostMapping("/imports")
    String receive(HttpServletRequest request) throws IOException {
        new Upload(imports, request).receive();
        return "redirect:/imports";
    }

    @GetMapping("/imports/{id}")
    String one(@PathVariable String id, Model model) {
        ImportRow row = row(id);
        model.addAttribute("line", ImportLine.of(row, imports.progress(row)));
        model.addAttribute("id", row.id());
        model.addAttribute("brought", row.state() == ImportState.DONE
                ? brought(imports.summary(1, List.of(id), List.of()))
                : null);
        return "imports/detail";
    }

    private ImportRow row(String id) {
        return imports.find(id).orElseThrow(() -> ApiException.notFound("no import has the id '" + id + "'"));
    }

    private static Brought brought(ImportSummary s) {
        List<Fact> undecoded = new ArrayList<>();
        s.undecoded().forEach((reason, count) -> undecoded.add(new Fact(Text.line(reason), Figures.count(count))));
        List<Fact> facts = new ArrayList<>(List.of(new Fact("Packets", Figures.count(s.packets())),
                new Fact("Content", Figures.bytes(s.bytes())), new Fact("SIP messages", Figures.count(s.sipMessages())),
                new Fact("Log lines", Figures.count(s.logLines()))));
        s.inHep().forEach((what, count) -> facts.add(new Fact("In HEP: " + what, Figures.count(count))));
        return new Brought(facts, undecoded,
                s.failed().stream().map(f -> Text.line(f.reason())).toList());
    }
}
