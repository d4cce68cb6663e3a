package io.sipvault.web.api.v1;

import io.sipvault.web.evidence.CallFinder;
import io.sipvault.web.evidence.CallFinder.Found;
import io.sipvault.web.evidence.Exports;
import io.sipvault.web.evidence.Exports.Export;
import io.sipvault.web.evidence.Exports.Form;
import io.sipvault.web.openapi.Answers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** {@code /v1/dialogs/{call_id}/export.*}: the original frames of a call with all its legs. */
@RestController
final class ExportResource {
    /** Once for each policy by which packets are missing. */
    private static final String EXPIRED = "Sipvault-Expired";

    private final CallFinder finder;
    private final Exports exports;

    ExportResource(CallFinder finder, Exports exports) {
        this.finder = finder;
        this.exports = exports;
    }

    @Answers(type = "application/vnd.tcpdump.pcap")
    @GetMapping("/v1/dialogs/{callId}/export.pcap")
    ResponseEntity<StreamingResponseBody> pcap(@PathVariable String callId,
            @RequestParam(required = false) @Nullable String method) {
        return export(callId, method, Form.PCAP);
    }

    @Answers(type = "application/x-pcapng")
    @GetMapping("/v1/dialogs/{callId}/export.pcapng")
    ResponseEntity<StreamingResponseBody> pcapng(@PathVariable String callId,
            @RequestParam(required = false) @Nullable String method) {
        return export(callId, method, Form.PCAPNG);
    }

    @Answers(type = "application/x-tar")
    @GetMapping("/v1/dialogs/{callId}/export.tar")
    ResponseEntity<StreamingResponseBody> tar(@PathVariable String callId,
            @RequestParam(required = false) @Nullable String method) {
        return export(callId, method, Form.TAR);
    }

    /** Gathered before the answer begins, so that what is wrong has a status of its own. */
    private ResponseEntity<StreamingResponseBody> export(String callId, @Nullable String method, Form form) {
        Found dialog = finder.dialog(callId, method);
        Export export = exports.of(dialog, form);
        StreamingResponseBody body = out -> {
            try (export) {
                export.write(form, out);
            }
        };
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(form.mediaType()))
                .headers(headers -> headers.addAll(EXPIRED, export.expired()))
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment()
                        .filename(fileName(dialog, form)).build().toString())
                .body(body);
    }

    /** A Call-ID may hold anything; a file name holds what every system takes. */
    private static String fileName(Found dialog, Form form) {
        String safe = dialog.view().callId().replaceAll("[^A-Za-z0-9@._-]", "_").replaceAll("\\.{2,}", "_");
        String name = safe.length() > 80 ? safe.substring(0, 80) : safe;
        return "call-" + name + "." + form.name().toLowerCase(Locale.ROOT);
    }
}
