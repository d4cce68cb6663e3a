package io.sipvault.web.imports;

import io.sipvault.jobs.importing.ImportRow;
import io.sipvault.jobs.importing.ImportState;
import io.sipvault.jobs.importing.Imports;
import io.sipvault.jobs.importing.Imports.Received;
import io.sipvault.web.openapi.Answers;
import io.sipvault.web.problem.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/imports}. A file is received before the answer is given, and archived and indexed after it. The same file again
 * is answered with the first import.
 */
@RestController
final class ImportResource {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 1_000;

    private final Imports imports;

    ImportResource(Imports imports) {
        this.imports = imports;
    }

    /** 202 when there is something to do, 200 when the file is known. A form with several files gives a list of them. */
    @Answers(value = {ImportView.class, ImportPage.class}, status = {200, 202}, query = {"name", "agent"}, body = {
            MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.MULTIPART_FORM_DATA_VALUE})
    @PostMapping("/api/imports")
    ResponseEntity<Object> receive(HttpServletRequest request) throws IOException {
        List<Received> received = new Upload(imports, request).receive();
        List<ImportView> views = received.stream().map(one -> view(one.row(), one.known())).toList();
        boolean known = received.stream().allMatch(Received::known);
        return ResponseEntity.status(known ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(URI.create("/api/imports/" + views.getFirst().id()))
                .body(views.size() == 1 ? views.getFirst() : new ImportPage(views.size(), views.size(), views, null));
    }

    @GetMapping("/api/imports")
    ImportPage list(@RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit != null && limit < 1) {
            throw ApiException.badRequest("limit", "limit=" + limit + " is too small; it takes 1 to " + MOST);
        }
        int most = limit == null ? DEFAULT_LIMIT : Math.min(limit, MOST);
        List<ImportRow> rows = imports.list(cursor == null ? null : behind(cursor), most + 1);
        boolean more = rows.size() > most;
        List<ImportRow> page = more ? rows.subList(0, most) : rows;
        return new ImportPage(imports.count(), most, page.stream().map(row -> view(row, null)).toList(),
                more ? page.getLast().id() : null);
    }

    /** A cursor is the last import of the page before. */
    private ImportRow behind(String cursor) {
        return imports.find(cursor).orElseThrow(() -> ApiException.badRequest("cursor", "cursor '" + cursor
                + "' is none that a page gave; leave it out for the first page"));
    }

    @GetMapping("/api/imports/{id}")
    ImportView one(@PathVariable String id) {
        ImportRow row = imports.find(id).orElseThrow(() -> ApiException.notFound("no import has the id '" + id
                + "'; /api/imports lists them"));
        boolean ended = row.state() == ImportState.DONE;
        return ImportView.of(row, imports.progress(row), null,
                ended ? imports.summary(1, List.of(id), List.of()) : null);
    }

    private ImportView view(ImportRow row, @Nullable Boolean known) {
        return ImportView.of(row, imports.progress(row), known, null);
    }
}
