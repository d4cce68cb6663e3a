package io.sipvault.web.api.v1;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.web.evidence.CallFinder;
import io.sipvault.web.evidence.CallFinder.Found;
import io.sipvault.web.evidence.MessageView;
import io.sipvault.web.evidence.Messages;
import io.sipvault.web.report.HtmlReport;
import io.sipvault.web.report.MarkdownReport;
import io.sipvault.web.report.Report;
import io.sipvault.web.report.ReportWriter;
import io.sipvault.web.report.TextReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/dialogs/{call_id}/report}: the diagnosis of a call, for programs and for people. */
@RestController
final class ReportResource {
    private static final String PATH = "/v1/dialogs/{callId}/report";
    private static final String UTF_8 = ";charset=UTF-8";

    private final CallFinder finder;
    private final Messages messages;

    ReportResource(CallFinder finder, Messages messages) {
        this.finder = finder;
        this.messages = messages;
    }

    /** A message without its text. */
    record Step(int index, Instant time, String src, String dst, String message, boolean retransmission) {
        static Step of(MessageView m) {
            return new Step(m.index(), m.time(), m.src(), m.dst(), m.title(), m.retransmission());
        }
    }

    /** Timing, quality, diagnosis and session descriptions of a dialog, with its messages. */
    record Diagnosed(@JsonUnwrapped DialogView dialog, List<StreamView> streams, List<Step> messages) {}

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Diagnosed json(@PathVariable String callId, @RequestParam(required = false) @Nullable String method) {
        Found found = finder.dialog(callId, method);
        return new Diagnosed(found.view(), finder.streams(found),
                messages.of(found).stream().map(Step::of).toList());
    }

    @GetMapping(path = PATH, produces = "text/markdown" + UTF_8)
    String markdown(@PathVariable String callId, @RequestParam(required = false) @Nullable String method) {
        return MarkdownReport.of(report(callId, method));
    }

    @GetMapping(path = PATH, produces = MediaType.TEXT_PLAIN_VALUE + UTF_8)
    String text(@PathVariable String callId, @RequestParam(required = false) @Nullable String method) {
        return TextReport.of(report(callId, method));
    }

    @GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE + UTF_8)
    String html(@PathVariable String callId, @RequestParam(required = false) @Nullable String method) {
        return HtmlReport.of(report(callId, method));
    }

    private Report report(String callId, @Nullable String method) {
        Found found = finder.dialog(callId, method);
        return ReportWriter.of(found.view(), finder.streams(found), messages.of(found));
    }
}
