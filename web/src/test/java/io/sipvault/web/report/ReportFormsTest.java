package io.sipvault.web.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.web.report.Report.Section;
import io.sipvault.web.report.Report.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports of a call whose messages say what they should not. */
final class ReportFormsTest {
    private static final String HOSTILE = "<script>alert(1)</script>\r\n# heading | [link](http://x) `code`"
            + " \u202emoc\u202c \u001b[31mred \"quoted\" & 'more'";
    private static final Report REPORT = new Report(HOSTILE, List.of(Section.of("Verdict", List.of(HOSTILE)),
            new Section("The call", List.of(), new Table(List.of("Field", "Value"),
                    List.of(List.of("From", HOSTILE), List.of("To", ""))))));

    @Test
    void keepsMarkupOutOfHtml() {
        String html = HtmlReport.of(REPORT);

        assertThat(html).doesNotContain("<script").contains("&lt;script&gt;alert(1)&lt;/script&gt;",
                "&quot;quoted&quot; &amp; &#39;more&#39;", "<td>From</td>", "<td></td>");
        assertHarmless(html);
    }

    @Test
    void keepsMarkupOutOfMarkdown() {
        String markdown = MarkdownReport.of(REPORT);

        assertThat(markdown).contains("\\<script\\>", "\\[link\\]\\(http://x\\)", "\\`code\\`");
        assertThat(markdown.lines().filter(line -> line.startsWith("| "))).hasSize(3)
                .allMatch(line -> line.replace("\\|", "").chars().filter(c -> c == '|').count() == 3);
        assertHarmless(markdown);
    }

    @Test
    void keepsALineToEachRowOfText() {
        String text = TextReport.of(REPORT);

        assertThat(text.lines().filter(line -> line.startsWith("From  "))).hasSize(1);
        assertThat(text).contains("VERDICT", "<script>alert(1)</script>");
        assertHarmless(text);
    }

    private static void assertHarmless(String text) {
        assertThat(text.replace("\n", "")).doesNotContainPattern("\\p{Cntrl}").doesNotContain("\u202e", "\u202c");
    }
}
