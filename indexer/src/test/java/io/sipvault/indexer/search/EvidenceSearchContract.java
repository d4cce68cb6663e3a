package io.sipvault.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import io.sipvault.indexer.dialog.SipScript;
import io.sipvault.indexer.fold.FoldedArchive;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.QueryParser;
import io.sipvault.indexer.search.EvidenceSearch.FacetCount;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.error.ForensicException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search finds, whatever engine it asks. */
abstract class EvidenceSearchContract {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-03T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private static Path shared;
    private static FoldedArchive samples;
    private static FoldedArchive crowd;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fold() {
        samples = SearchSamples.archive(shared.resolve("samples"));
        crowd = SearchSamples.crowd(shared.resolve("crowd"), 3, 10);
    }

    @AfterAll
    static void close() {
        samples.close();
        crowd.close();
    }

    /** A search over what was folded. */
    abstract EvidenceSearch open(FoldedArchive archive);

    /** Call-IDs of the calls that a query finds, by their first word and the newest first, or {@code none}. */
    private String calls(String query) {
        Page page = open(samples).search(parsed(query), Row.CALLS, null, 50);
        assertThat(page.total()).isEqualTo(page.hits().size());
        assertThat(page.cursor()).isNull();
        return page.hits().isEmpty() ? "none" : String.join(" ", page.hits().stream().map(hit -> {
            String callId = callId(hit);
            return callId.substring(0, callId.indexOf('@'));
        }).toList());
    }

    private static QueryNode parsed(String query) {
        return QueryParser.parse(query, ZoneOffset.UTC, CLOCK);
    }

    private static String callId(Hit hit) {
        return ViewJson.read(hit.display(), DialogView.class).callId();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *                                              | failed busy registration answered
            from:+15554430191                              | answered
            from:"+1 (555) 443-0191"                       | answered
            from:0191                                      | none
            from:*0191                                     | answered
            from:1555*                                     | answered
            number:*4430*                                  | answered
            to:+442079460018                               | busy
            number:00442079460018                          | busy
            number:2001                                    | busy answered
            to:2001                                        | answered
            did:2001                                       | answered
            from:alice                                     | failed registration
            from:alice@example.com                         | failed registration
            from:"sip:alice@example.com:5060;user=phone"   | failed registration
            from:"sip:alice@example.org:5060"              | none
            number:"<sip:bob@example.com;transport=tcp>"   | failed
            user:"sip:bob@example.com:5060;user=phone"     | failed
            user:bob                                       | failed
            user:bo*                                       | failed
            user:*ob                                       | failed
            domain:EXAMPLE.com                             | failed busy registration answered
            domain:*.com                                   | failed busy registration answered
            domain:"example.com:5060"                      | failed busy registration answered
            domain:elsewhere.net                           | none
            """)
    void findsNumbersUsersAndDomains(String query, String expected) {
        assertThat(calls(query)).as(query).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ip:203.0.113.77                 | failed
            ip:203.0.113.78                 | none
            ip:203.0.113.0/24               | failed
            ip:192.0.2.0/30                 | busy registration answered
            ip:192.0.*                      | busy registration answered
            ip:2001:db8::/32                | failed
            ip:2001:db8::5                  | failed
            port:5080                       | failed
            port:[5070 TO 5090]             | failed
            port:5090                       | none
            status:503                      | failed
            status:5xx                      | failed
            status:48x                      | busy
            status:[400 TO 599]             | failed busy
            status:>=486                    | failed busy
            status:>486                     | failed
            status:<300                     | registration answered
            method:REGISTER                 | registration
            state:completed                 | answered
            state:failed                    | failed busy
            problem:final_failure           | failed busy
            duration:>59s                   | answered
            duration:[59s TO 61s]           | answered
            pdd:900ms                       | answered
            pdd:<900ms                      | none
            setup:>=4s                      | answered
            pdd:*                           | answered
            mos:*                           | none
            mos:<5                          | none
            status:*                        | failed busy registration answered
            """)
    void findsAddressesAndFigures(String query, String expected) {
        assertThat(calls(query)).as(query).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            call_id:busy@pbx.example.net             | busy
            call_id:bus*                             | busy
            agent:edge-2                             | failed
            agent:edge*                              | failed busy registration answered
            tag:any                                  | none
            tenant:any                               | none
            ua:yealink                               | answered
            ua:"sip-t46s 66.85"                      | answered
            ua:"66.85 sip-t46s"                      | none
            ua:zoi*                                  | busy
            reason:"user busy"                       | busy
            reason:trunk                             | failed
            "no trunk left"                          | failed
            "telephone-event/8000"                   | answered
            codec:pcmu                               | answered
            has:pcap                                 | failed busy registration answered
            has:rtp                                  | none
            from:alice method:INVITE                 | failed
            status:486 OR status:503                 | failed busy
            status:[400 TO 599] NOT agent:edge-2     | busy
            -method:REGISTER                         | failed busy answered
            (from:alice OR to:2001) agent:edge-1     | registration answered
            """)
    void findsTextTokensAndCombinations(String query, String expected) {
        assertThat(calls(query)).as(query).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            after:2026-03-02T12:00                               | failed
            after:2026-03-02T12:00:00.001                        | none
            before:2026-03-02T12:00                              | busy registration answered
            after:2026-03-01T12:05 before:2026-03-01T13:00       | busy
            before:2026-03-01T12:00                              | none
            after:2026-03-02 before:2026-03-02                   | none
            after:2026-03-02T12:00 OR before:2026-03-01T12:01    | failed answered
            NOT after:2026-03-01T12:05                           | registration answered
            """)
    void findsWhatBeganInATime(String query, String expected) {
        assertThat(calls(query)).as(query).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log:dialplan                             | answered
            log:"queue support"                      | answered
            log:disturb                              | none
            log:do-not*                              | busy
            log:overload                             | none
            log:unreachable                          | busy
            log:unreachable after:2026-03-02         | none
            log:unreachable before:2026-03-01T12:11  | busy
            log:expired                              | none
            has:logs                                 | busy answered
            has:logs status:486                      | busy
            has:logs after:2026-03-01T12:05          | busy
            NOT has:logs                             | failed registration
            log:*                                    | busy answered
            log:dialplan status:486                  | none
            -log:dialplan                            | failed busy registration
            log:dialplan OR log:do-not-disturb       | busy answered
            """)
    void findsCallsByTheirLogLines(String query, String expected) {
        assertThat(calls(query)).as(query).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge-1-1 edge-2-1 pbx-1", "pbx-1 edge-2-1 edge-1-1"})
    void findsCallsByTheirLogLinesWhicheverCameFirst(String order) {
        try (FoldedArchive archive = SearchSamples.archive(folder)) {
            FoldedArchive again = archive.withIndexAt(folder.resolve("again"));
            for (String chunk : order.split(" ")) {
                again.fold(chunk);
            }
            for (String query : List.of("has:logs", "log:dialplan OR log:do-not-disturb")) {
                Page page = open(again).search(parsed(query), Row.CALLS, null, 10);
                assertThat(page.hits()).as(query).extracting(EvidenceSearchContract::callId)
                        .containsExactly("busy@pbx.example.net", "answered@pbx.example.net");
                assertThat(page.partial()).isFalse();
            }
            again.close();
        }
    }

    @Test
    void findsLogLinesThemselves() {
        EvidenceSearch search = open(samples);
        assertThat(search.search(parsed("log:unreachable"), Row.LOGS, null, 10).total()).isEqualTo(2);
        assertThat(search.search(parsed("agent:pbx"), Row.LOGS, null, 10).hits()).extracting(Hit::startNs)
                .isSortedAccordingTo(Comparator.reverseOrder()).hasSize(6);
        assertThat(search.logLines(parsed("number"), SipScript.ns(600_000), SipScript.ns(700_000), 10))
                .extracting(Hit::startNs).containsExactly(SipScript.ns(600_200));
    }

    @Test
    void findsByCallIdIdAndTerm() {
        EvidenceSearch search = open(samples);
        Hit busy = search.byCallId(Row.DIALOGS, "busy@pbx.example.net").getFirst();
        assertThat(search.byId(busy.id())).contains(busy);
        assertThat(search.byId("nothing")).isEmpty();
        assertThat(search.byCallId(Row.CALLS, "busy")).isEmpty();
        assertThat(search.byTerm(Row.CALLS, IndexField.METHOD, "INVITE")).extracting(EvidenceSearchContract::callId)
                .containsExactly("answered@pbx.example.net", "busy@pbx.example.net", "failed@sbc.example.org");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 33, 34})
    void givesEveryHitOnceOnPagesOverEqualTimesAndPartitions(int limit) {
        EvidenceSearch search = open(crowd);
        List<Hit> all = new ArrayList<>();
        @Nullable
        String cursor = null;
        do {
            Page page = search.search(new QueryNode.MatchAll(), Row.CALLS, cursor, limit);
            assertThat(page.total()).isEqualTo(33);
            assertThat(page.hits()).hasSizeBetween(1, limit);
            all.addAll(page.hits());
            cursor = page.cursor();
        } while (cursor != null);
        assertThat(all).extracting(Hit::id).hasSize(33).doesNotHaveDuplicates();
        assertThat(all).extracting(Hit::startNs).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 33, 34})
    void givesTheOldestFirstOnPagesOverEqualTimesAndPartitions(int limit) {
        EvidenceSearch search = open(crowd);
        List<Hit> all = new ArrayList<>();
        @Nullable
        String cursor = null;
        do {
            Page page = search.search(new QueryNode.MatchAll(), Row.CALLS, Order.OLDEST_FIRST, cursor, limit);
            all.addAll(page.hits());
            cursor = page.cursor();
        } while (cursor != null);
        assertThat(all).extracting(Hit::id).hasSize(33).doesNotHaveDuplicates();
        assertThat(all).extracting(Hit::startNs).isSorted();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 12, 13, 30, 32, 33})
    void goesOnByCursorBehindAPageByPositionOfTheOldestFirst(int offset) {
        EvidenceSearch search = open(crowd);
        List<Hit> all = search.search(new QueryNode.MatchAll(), Row.CALLS, Order.OLDEST_FIRST, null, 1_000).hits();

        Page page = search.page(new QueryNode.MatchAll(), Row.CALLS, Order.OLDEST_FIRST, offset, 4);
        List<Hit> rest = new ArrayList<>(page.hits());
        if (page.cursor() != null) {
            rest.addAll(search
                    .search(new QueryNode.MatchAll(), Row.CALLS, Order.OLDEST_FIRST, page.cursor(), 1_000).hits());
        }

        assertThat(rest).isEqualTo(all.subList(offset, all.size()));
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void refusesACursorOfTheOtherOrder(Order order) {
        EvidenceSearch search = open(crowd);
        Order other = order == Order.NEWEST_FIRST ? Order.OLDEST_FIRST : Order.NEWEST_FIRST;
        String cursor = search.search(new QueryNode.MatchAll(), Row.CALLS, other, null, 2).cursor();

        assertThatThrownBy(() -> search.search(new QueryNode.MatchAll(), Row.CALLS, order, cursor, 2))
                .isInstanceOf(ForensicException.class).hasMessageContaining("is of a list in the other order");
    }

    @Test
    void countsOnlyWhatTheFilterLeaves() {
        Page page = open(crowd).search(parsed("after:2026-03-02 before:2026-03-03"), Row.CALLS, null, 4);
        assertThat(page.total()).isEqualTo(10);
        assertThat(page.hits()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "1.", "zz.!", "zz.-1", "99999999999999999999.1", ".o", "0.o", "1.o.o"})
    void refusesACursorThatNoPageGave(String cursor) {
        EvidenceSearch search = open(samples);
        assertThatThrownBy(() -> search.search(new QueryNode.MatchAll(), Row.CALLS, cursor, 10))
                .isInstanceOf(ForensicException.class).hasMessageContaining("cursor '" + cursor + "'");
    }

    @Test
    void findsNothingInAnEmptyArchive() {
        try (FoldedArchive archive = new FoldedArchive(folder)) {
            Page page = open(archive).search(new QueryNode.MatchAll(), Row.CALLS, null, 10);
            assertThat(page).isEqualTo(new Page(List.of(), 0, false, null, false));
        }
    }

    @Test
    void pagesByPositionInTheOrderOfTheCursor() {
        EvidenceSearch search = open(crowd);
        List<String> byCursor = search.search(new QueryNode.MatchAll(), Row.CALLS, null, 1_000).hits().stream()
                .map(Hit::id).toList();

        List<String> byPosition = new ArrayList<>();
        for (int offset = 0; offset < byCursor.size() + 7; offset += 7) {
            Page page = search.page(new QueryNode.MatchAll(), Row.CALLS, offset, 7);
            assertThat(page.total()).isEqualTo(byCursor.size());
            page.hits().forEach(hit -> byPosition.add(hit.id()));
        }

        assertThat(byCursor).hasSize(33);
        assertThat(byPosition).isEqualTo(byCursor);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 9, 10, 26, 29, 30, 31, 32, 33, 1_000_000})
    void goesOnByCursorBehindAPageByPosition(int offset) {
        EvidenceSearch search = open(crowd);
        List<Hit> all = search.search(new QueryNode.MatchAll(), Row.CALLS, null, 1_000).hits();

        Page page = search.page(new QueryNode.MatchAll(), Row.CALLS, offset, 3);
        List<Hit> rest = new ArrayList<>(page.hits());
        if (page.cursor() != null) {
            rest.addAll(search.search(new QueryNode.MatchAll(), Row.CALLS, page.cursor(), 1_000).hits());
        }

        assertThat(page.cursor() != null).isEqualTo(offset + 3 < all.size());
        assertThat(rest).isEqualTo(all.subList(Math.min(offset, all.size()), all.size()));
    }

    @Test
    void countsMatchesByTheirValues() {
        EvidenceSearch search = open(samples);

        assertThat(search.count(new QueryNode.MatchAll(), Row.CALLS, Facet.METHOD, 10))
                .containsExactly(new FacetCount("INVITE", 3), new FacetCount("REGISTER", 1));
        assertThat(search.count(parsed("method:INVITE"), Row.CALLS, Facet.STATUS, 2))
                .containsExactly(new FacetCount("200", 1), new FacetCount("486", 1));
        assertThat(search.count(parsed("status:503"), Row.DIALOGS, Facet.AGENT, 10))
                .containsExactly(new FacetCount("edge-2", 1));
        assertThat(search.count(parsed("status:404"), Row.CALLS, Facet.STATE, 10)).isEmpty();
    }

    @Test
    void tellsDelaysThatAShareOfCallsDoesNotExceed() {
        EvidenceSearch search = open(samples);

        assertThat(search.postDialDelays(new QueryNode.MatchAll(), Row.DIALOGS, List.of(0.5, 0.99)))
                .containsExactly(900L, 900L);
        assertThat(search.postDialDelays(parsed("status:503"), Row.DIALOGS, List.of(0.5))).containsOnlyNulls();
    }

    @ParameterizedTest
    @CsvSource({"^ali,2", "ALI,0", "(?i)ALI,2", "c.$,2", "^.*$,4", "nobody,0"})
    void findsCallersByRegularExpression(String pattern, long expected) {
        QueryNode query = new QueryNode.FromMatches(Pattern.compile(pattern));

        assertThat(open(samples).search(query, Row.DIALOGS, null, 10).total()).isEqualTo(expected);
    }
}
