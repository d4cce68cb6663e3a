package io.sipvault.web.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sipvault.web.openapi.Answers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /metrics}. */
@RestController
final class MetricsResource {
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String END = "# EOF\n";

    private final MetricsReport report;
    private final PrometheusMeterRegistry process;

    MetricsResource(MetricsReport report, PrometheusMeterRegistry process) {
        this.report = report;
        this.process = process;
    }

    @Answers(type = {MediaType.TEXT_PLAIN_VALUE, OPEN_METRICS})
    @GetMapping("/metrics")
    ResponseEntity<byte[]> metrics(@RequestHeader(name = "Accept", required = false) @Nullable String accept) {
        boolean openMetrics = accept != null && accept.contains(OPEN_METRICS);
        String type = openMetrics ? OPEN_METRICS_TYPE : TEXT_TYPE;
        String ofProcess = process.scrape(type);
        String text = report.text(openMetrics) + (ofProcess.endsWith(END)
                ? ofProcess.substring(0, ofProcess.length() - END.length())
                : ofProcess) + (openMetrics ? END : "");
        return ResponseEntity.ok().header("Content-Type", type)
                .body(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
