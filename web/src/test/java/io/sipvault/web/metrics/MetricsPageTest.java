package io.sipvault.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.jobs.figures.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page docs/metrics.md is made from the meters; -Dgolden.update writes it. */
class MetricsPageTest {
    private static final Path PAGE = Path.of("../docs/metrics.md");

    @Test
    void holdsEveryMeter() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(
                """
                        # Metrics

                        `GET /metrics` answers in Prometheus' text format, or in OpenMetrics for who asks by `Accept:
                        application/openmetrics-text`. All names below begin with `sipvault_`; the setting `sipvault.metrics.prefix`
                        (environment: `SIPVAULT_METRICS_PREFIX`) gives another word, `sipnab` for dashboards that expect it.

                        This page is made from the code: `mvn -pl web -am test -Dtest=MetricsPageTest -Dgolden.update=true
                        -Dsurefire.failIfNoSpecifiedTests=false`.

                        ## Read at each scrape

                        | series | type | labels | meaning |
                        |---|---|---|---|
                        """);
        for (OwnMeter meter : OwnMeter.values()) {
            row(page, meter.series(), meter.isCounter() ? "counter" : "gauge", String.join(", ", meter.labels()),
                    meter.help());
        }
        page.append(
                """

                        `dialogs_total` says how many dialogs are in a state now: it is a counter by name only.

                        ## Counted when something is indexed for the first time

                        Sums since the beginning of the installation, kept in the database in the step that says that a chunk is
                        indexed: neither a restart nor a crash, a repeated import or a rebuild counts twice. A dialog or stream that is
                        seen again in a later chunk is not counted again.

                        | series | type | labels, buckets | meaning |
                        |---|---|---|---|
                        """);
        for (Figure figure : Figure.values()) {
            row(page, figure.series(), figure.isHistogram() ? "histogram" : "counter",
                    figure.isHistogram()
                            ? "le: " + figure.buckets().stream().map(Figure::text).collect(Collectors.joining(", "))
                            : figure.label(),
                    figure.help());
        }
        return page
                .append("""

                        ## The process

                        Without the prefix, as Micrometer names them: `jvm_*`, `process_*`, `system_*`, `http_server_requests_seconds`,
                        `hikaricp_*` and `jdbc_*` (the database), `tomcat_*`, `spring_batch_*` (jobs), `logback_events_total`.
                        """)
                .toString();
    }

    private static void row(StringBuilder page, String series, String type, String labels, String meaning) {
        page.append("| `").append(series).append("` | ").append(type).append(" | ").append(labels).append(" | ")
                .append(meaning).append(" |\n");
    }
}
