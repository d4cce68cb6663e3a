package io.sipvault.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.fold.FoldedArchive;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.QueryParser;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.QueryTimeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LuceneSearchTest extends EvidenceSearchContract {
    @Override
    EvidenceSearch open(FoldedArchive archive) {
        return new LuceneSearch(archive.index(), FoldedArchive.numbers());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log:e*                                  | 0 | true
            log:e* before:2026-03-01T13:00          | 1 | false
            log:overload                            | 0 | false
            has:logs                                | 2 | false
            """)
    void saysWhenMoreLinesMatchThanAreRead(String query, int calls, boolean partial, @TempDir Path other) {
        try (FoldedArchive archive = SearchSamples.archive(other)) {
            LuceneSearch search = bounded(archive, 1, 1_000, () -> false);
            Page page = search.search(QueryParser.parse(query, ZoneOffset.UTC, Clock.systemUTC()), Row.CALLS, null, 10);
            assertThat(page.total()).isEqualTo(calls);
            assertThat(page.partial()).isEqualTo(partial);
        }
    }

    private static LuceneSearch bounded(FoldedArchive archive, int lines, int dialogs, QueryTimeout limit) {
        return new LuceneSearch(archive.index(), FoldedArchive.numbers(),
                new Bounds(lines, dialogs, ListSearch.MOST_COUNTED), () -> limit);
    }

    @Test
    void answersWithNothingAndSaysSoWhenNoTimeIsLeft(@TempDir Path other) {
        try (FoldedArchive archive = SearchSamples.archive(other)) {
            EvidenceSearch search = bounded(archive, 1_000, 1_000, () -> true);
            SearchRound round = search.round();

            assertThat(round.shortfalls()).isEmpty();
            assertThat(round.search(new QueryNode.MatchAll(), Row.CALLS, null, 10))
                    .isEqualTo(new Page(List.of(), 0, true, null, true));
            assertThat(round.page(new QueryNode.MatchAll(), Row.CALLS, 2, 10))
                    .isEqualTo(new Page(List.of(), 0, true, null, true));
            assertThat(round.count(new QueryNode.MatchAll(), Row.CALLS, Facet.METHOD, 10)).isEmpty();
            assertThat(round.postDialDelays(new QueryNode.MatchAll(), Row.DIALOGS, List.of(0.5))).containsOnlyNulls();
            assertThat(round.shortfalls()).containsExactly(Shortfall.TIME);
            assertThat(search.byCallId(Row.DIALOGS, "busy@pbx.example.net")).hasSize(1);
        }
    }

    @Test
    void neverLeavesSomethingOutWithoutSayingSo(@TempDir Path other) {
        try (FoldedArchive archive = SearchSamples.crowd(other, 3, 10)) {
            List<Hit> all = open(archive).search(new QueryNode.MatchAll(), Row.CALLS, null, 100).hits();
            Set<Integer> found = new TreeSet<>();
            boolean partial = true;
            for (int looks = 0; partial; looks++) {
                AtomicInteger left = new AtomicInteger(looks);
                Page page = bounded(archive, 1, 1, () -> left.getAndDecrement() <= 0)
                        .search(new QueryNode.MatchAll(), Row.CALLS, null, 100);
                partial = page.partial();
                found.add(page.hits().size());
                assertThat(page.hits()).isEqualTo(all.subList(0, page.hits().size()));
                assertThat(page.total()).isBetween((long) page.hits().size(), (long) all.size());
                assertThat(partial || page.total() == all.size()).as("%d looks", looks).isTrue();
            }
            assertThat(found).contains(0, all.size()).hasSizeGreaterThan(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void goesOnWhereTheTimeWasUpAndLeavesNothingOut(Order order, @TempDir Path other) {
        try (FoldedArchive archive = SearchSamples.crowd(other, 3, 10)) {
            List<Hit> all = open(archive).search(new QueryNode.MatchAll(), Row.CALLS, order, null, 100).hits();
            Set<Integer> wentOnBehind = new TreeSet<>();
            boolean partial = true;
            for (int looks = 0; partial; looks++) {
                AtomicInteger left = new AtomicInteger(looks);
                Page page = bounded(archive, 1, 1, () -> left.getAndDecrement() <= 0)
                        .search(new QueryNode.MatchAll(), Row.CALLS, order, null, 100);
                partial = page.partial();
                if (page.cursor() != null) {
                    List<Hit> both = new ArrayList<>(page.hits());
                    both.addAll(open(archive).search(new QueryNode.MatchAll(), Row.CALLS, order, page.cursor(), 100)
                            .hits());
                    assertThat(both).as("%d looks", looks).isEqualTo(all);
                    wentOnBehind.add(page.hits().size());
                }
            }
            assertThat(wentOnBehind).as("whole days").isEqualTo(
                    order == Order.NEWEST_FIRST ? Set.of(10, 20, 30) : Set.of(3, 13, 23));
        }
    }

    @Test
    void doesNotGoInCirclesWhereOneDayTakesLongerThanThereIsTime(@TempDir Path other) {
        try (FoldedArchive archive = SearchSamples.crowd(other, 3, 10)) {
            LuceneSearch search = bounded(archive, 1, 1, () -> true);

            assertThat(search.search(new QueryNode.MatchAll(), Row.CALLS,
                    PageCursor.at("2026-03-02", Order.NEWEST_FIRST).toString(), 5).cursor()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"number:*443*", "number:*0191", "from:1555*", "from:1*1", "user:*ob", "domain:*.com",
            "domain:ex*", "call_id:bus*", "call_id:b*y*", "ua:zoi*", "log:do-not*", "has:logs"})
    void looksAtTheTimeWhileItLooksForTerms(String query, @TempDir Path other) {
        try (FoldedArchive archive = SearchSamples.archive(other)) {
            Set<String> whereItLooked = new TreeSet<>();
            LuceneSearch search = bounded(archive, 1_000, 1_000, () -> {
                StackWalker.getInstance().forEach(frame -> whereItLooked.add(frame.getClassName()));
                return false;
            });

            Page page = search.search(QueryParser.parse(query, ZoneOffset.UTC, Clock.systemUTC()), Row.CALLS, null, 10);

            assertThat(page.hits()).isNotEmpty();
            assertThat(whereItLooked).contains(TimeIsUp.class.getName());
        }
    }

    @ParameterizedTest
    @CsvSource({"3, false", "2, true"})
    void saysWhenMoreDialogsMatchThanAreFollowedToTheirStreams(int most, boolean partial, @TempDir Path other) {
        try (FoldedArchive archive = SearchSamples.archive(other)) {
            SearchRound round = bounded(archive, 1, most, () -> false).round();
            QueryNode streams = new QueryNode.OfCalls(
                    QueryParser.parse("method:INVITE", ZoneOffset.UTC, Clock.systemUTC()));

            assertThat(round.search(streams, Row.STREAMS, null, 10).partial()).isEqualTo(partial);
            assertThat(round.shortfalls()).isEqualTo(partial ? Set.of(Shortfall.DIALOGS) : Set.of());
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 10, true", "9, 10, true", "10, 20, true", "19, 20, true", "29, 30, true", "30, 33, false",
            "33, 33, false", "100, 33, false"})
    void countsNoFurtherDayWhenItHasEnough(long enough, long total, boolean atLeast, @TempDir Path other) {
        try (FoldedArchive archive = SearchSamples.crowd(other, 3, 10)) {
            EvidenceSearch search = counting(archive, enough);
            for (Order order : Order.values()) {
                Page page = search.search(new QueryNode.MatchAll(), Row.CALLS, order, null, 2);

                assertThat(page.total()).as("%s", order).isEqualTo(total);
                assertThat(page.totalIsLowerBound()).as("%s", order).isEqualTo(atLeast);
                assertThat(page.partial()).isFalse();
            }
            assertThat(search.count(new QueryNode.MatchAll(), Row.CALLS)).isEqualTo(33);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "9, 3", "10, 5", "19, 12", "28, 5", "30, 3", "33, 1"})
    void givesWhatIsAtAPositionWhereverItStopsCounting(int offset, int limit, @TempDir Path other) {
        try (FoldedArchive archive = SearchSamples.crowd(other, 3, 10)) {
            List<Hit> all = open(archive).search(new QueryNode.MatchAll(), Row.CALLS, null, 100).hits();

            Page page = counting(archive, 2).page(new QueryNode.MatchAll(), Row.CALLS, offset, limit);

            int end = Math.min(offset + limit, all.size());
            assertThat(page.hits()).isEqualTo(all.subList(offset, end));
            assertThat(page.cursor() != null).isEqualTo(end < all.size());
            assertThat(page.total() > end).as("a client that counts goes on").isEqualTo(end < all.size());
        }
    }

    private static EvidenceSearch counting(FoldedArchive archive, long enough) {
        return new LuceneSearch(archive.index(), FoldedArchive.numbers(), new Bounds(1, 1, enough), () -> () -> false);
    }

    @Test
    void givesNothingForACursorBehindTheLastHitHoweverManyItSkips(@TempDir Path other) {
        try (FoldedArchive archive = SearchSamples.archive(other)) {
            Page page = open(archive).search(new QueryNode.MatchAll(), Row.CALLS, "0.zik0zj", 10);
            assertThat(page).isEqualTo(new Page(page.hits(), 4, false, null, false));
            assertThat(page.hits()).isEmpty();
        }
    }
}
