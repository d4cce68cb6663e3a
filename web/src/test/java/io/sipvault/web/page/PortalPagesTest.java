package io.sipvault.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages over HTTP, without a script having run. */
class PortalPagesTest {
    private static final String ONE_WAY = "bf83e5e0641aab51b655@10.20.1.11";
    private static final Pattern CALL = Pattern.compile("href=\"(/calls/[^\"?/]+)\"");

    private final PortalServer server = PortalServer.get();

    private List<String> calls(String page) {
        return CALL.matcher(page).results().map(MatchResult::group).map(m -> m.substring(6, m.length() - 1)).toList();
    }

    private String call(String query) {
        return calls(server.page("/search?range=all&q=" + query)).getFirst();
    }

    @Test
    void showsNewestDayThatHasCallsAndLinksToAll() {
        String page = server.page("/");
        assertThat(calls(page)).hasSize(24);
        assertThat(page).contains("on 2026-11-21 (UTC), the newest day that has calls",
                "Show all 25 calls of all time");
    }

    @Test
    void givesTheOldestFirstByTheHeadOfTheStart() {
        String newest = server.page("/search?q=status:200&range=all");
        String oldest = server.page("/search?q=status:200&range=all&sort=start");

        assertThat(calls(newest)).hasSizeGreaterThan(3);
        assertThat(calls(oldest)).isEqualTo(calls(newest).reversed());
        assertThat(newest).contains("aria-sort=\"descending\"",
                "href=\"/search?q=status%3A200&amp;range=all&amp;sort=start\"");
        assertThat(oldest).contains("aria-sort=\"ascending\"", "href=\"/search?q=status%3A200&amp;range=all\"",
                "name=\"sort\" value=\"start\"", "/search.csv?q=status%3A200&amp;range=all&amp;sort=start");
    }

    @Test
    void findsNumberInAnyForm() {
        assertThat(calls(server.page("/search?q=%28555%29+443-0191&range=all"))).hasSizeGreaterThan(15);
        assertThat(server.page("/search?q=0015554430193")).contains("1 call<");
    }

    @Test
    void narrowsByFacetAndSaysSo() {
        String page = server.page("/search?problem=one_way_audio&range=all");
        assertThat(calls(page)).hasSize(2);
        assertThat(page).contains("Problem: One-way audio", "aria-current=\"true\"");
        assertThat(calls(server.page("/search?state=Failed&range=all&status=408"))).hasSize(1);
    }

    @Test
    void saysWhatIsWrongWithQueryAndWhere() {
        String page = server.page("/search?q=from%3Aalice+status%3A5xy");
        assertThat(page).contains("role=\"alert\"", "<mark class=\"fault__mark\">5xy</mark>", "at position 18");
        assertThat(page).contains("value=\"from:alice status:5xy\"");
    }

    @Test
    void helpsWhereNothingIsFound() {
        String page = server.page("/search?q=status%3A486&since=2026-11-21T00:00:00&until=2026-11-21T01:00:00");
        assertThat(page).contains("No call matches", "Search all time: 2 calls", "Calls of 2026-11-21, the newest day");
    }

    @Test
    void givesTheSameSearchAsCsvWithoutFormulas() {
        HttpResponse<String> answer = server.get("/search.csv?q=method%3AINVITE&range=all");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(answer.body().lines().count()).isGreaterThan(20);
        assertThat(answer.body()).startsWith("start,from,to,").doesNotContainPattern("(?m)(^|,)\"?[=@]");
    }

    @Test
    void opensCallByCallId() {
        HttpResponse<String> answer = server.get("/calls?call_id=" + ONE_WAY.replace("@", "%40"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).contains("/calls/8e54fbae66e8201b");
    }

    @Test
    void saysVerdictEvidenceAndWhatToDoNext() {
        String page = server.page(call(ONE_WAY.replace("@", "%40")));
        assertThat(page).contains("The callee heard nothing", "Check the address that the callee described",
                "stream 10.20.1.12:16536 &gt; 10.20.1.11:16734", "href=\"#stream-");
        assertThat(page).containsPattern("<a class=\"chip\" data-message-link href=\"/calls/[^\"]+/messages/0/5\"");
    }

    @Test
    void linksEveryMessageOfTheLadderToItsText() {
        String page = server.page(call(ONE_WAY.replace("@", "%40")));
        assertThat(page).containsPattern(
                "<a class=\"ladder-link\" data-message-link=\"\" href=\"/calls/[^\"]+/messages/0/28\">");
        assertThat(Pattern.compile("class=\"ladder-link\"").matcher(page).results()).hasSize(29);
    }

    @Test
    void putsLogLinesOnTheLadderWhenAsked() {
        String call = call(ONE_WAY.replace("@", "%40"));
        assertThat(server.page(call)).doesNotContain("<g class=\"log\"").contains("log lines</a>");
        assertThat(server.page(call + "?logs=yes")).contains("<g class=\"log\"", "Hide log lines");
    }

    @Test
    void showsMessageAsPieceOrAsPage() {
        String message = call(ONE_WAY.replace("@", "%40")) + "/messages/0/0";
        assertThat(server.page(message)).contains("<html", "INVITE sip:15558672044@");
        HttpResponse<String> piece = server.get(message, "HX-Request", "true");
        assertThat(piece.body()).contains("INVITE sip:15558672044@").doesNotContain("<html");
        assertThat(piece.headers().allValues("Vary")).anyMatch(value -> value.contains("HX-Request"));
    }

    @Test
    void drawsQualityOverTimeWithItsTable() {
        String page = server.page(call("loss%3E1"));
        assertThat(page).contains("<polyline class=\"chart__line\"", "chart__bar", "3.17", "Quality over time of");
    }

    @Test
    void saysWhyLegsBelongTogether() {
        String page = server.page(call("to%3A15558672100"));
        assertThat(page).contains("2 legs", "Leg A", "Leg B").doesNotContain("only leg");
    }

    @Test
    void listsWorstStreamsFirst() {
        String page = server.page("/streams?range=all");
        assertThat(page.indexOf("3.92")).isPositive().isLessThan(page.indexOf("4.41"));
        assertThat(server.page("/streams?only=loss")).contains("2 streams");
    }

    /** 47 were brought at the start; other tests of this server bring some more. */
    @Test
    void showsImportsAndJobs() {
        assertThat(server.page("/imports")).containsPattern("(4[7-9]|5\\d) imports").contains("hostile.pcap");
        assertThat(server.page("/jobs")).containsPattern("(4[7-9]|5\\d) chunks").contains("completed");
    }

    @Test
    void answersWhatIsNotThereWithAPage() {
        HttpResponse<String> answer = server.get("/calls/nothing");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("<h1>Not found</h1>", "no call has the id");
        assertThat(server.get("/streams?only=%00").statusCode()).isLessThan(500);
    }

    @Test
    void keepsHostileTextText() {
        String call = call(HostileCapture.NUMBER);
        for (String page : List.of(server.page("/search?range=all&q=" + HostileCapture.NUMBER), server.page(call),
                server.page(call + "/messages/0/0"), server.page(call + "/messages/0/2"))) {
            assertThat(page).doesNotContain("<script>window", "<img src=x", "<svg/onload", "\u202e", "\u2066",
                    "\u001b");
        }
        assertThat(server.page(call + "/messages/0/0")).contains("&lt;script&gt;window.alive=1");
    }
}
