package io.sipvault.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How scopes begin, go on and end, and what can be read of them. */
final class ScopesTest {
    private static final String ID = "scope-0001";
    private static final String FROM = "'from': '15554430191'";

    @TempDir
    private Path data;

    private ScopeBench bench;

    @BeforeEach
    void open() {
        bench = new ScopeBench(data);
    }

    private List<CaptureEvent> events(long after, int limit) {
        return bench.scopes.events(ID, after, limit);
    }

    @Test
    void endsWithItsTimeThoughNobodySpeaksToIt() {
        bench.start(ID, FROM);
        Sip.CALL.pass(bench.scopes);
        bench.pass(Duration.ofHours(1));

        Sip.CALL.pass(bench.scopes);
        assertThat(bench.matched(ID)).as("after its time, before a turn").isEqualTo(1);
        bench.scopes.turn();

        assertThat(bench.scopes.status(ID).state()).isEqualTo("expired");
        assertThat(bench.scopes.watch().isActive()).isFalse();
    }

    @Test
    void endsWithItsTimeThoughTheClockWasSetBack() {
        bench.start(ID, FROM);
        bench.now = bench.now.minus(Duration.ofDays(30));
        bench.nanos += Duration.ofHours(1).toNanos();
        bench.scopes.turn();

        assertThat(bench.scopes.status(ID).state()).isEqualTo("expired");
    }

    @Test
    void neverRunsLongerThanItWasOrderedForThoughTheClockWasSetBackBeforeARestart() {
        bench.start(ID, FROM);
        bench.now = bench.now.minus(Duration.ofDays(30));
        bench.restart();
        bench.nanos += Duration.ofHours(1).toNanos();
        bench.scopes.turn();

        assertThat(bench.scopes.status(ID).state()).isEqualTo("expired");
    }

    @Test
    void goesOnAfterARestartUntilItsTime() {
        bench.start(ID, FROM);
        bench.start("scope-0002", FROM);
        bench.scopes.stop("scope-0002");
        bench.pass(Duration.ofMinutes(59));
        bench.restart();
        Sip.CALL.pass(bench.scopes);

        assertThat(bench.matched(ID)).isEqualTo(1);
        assertThat(bench.scopes.all()).extracting(ScopeStatus::id).containsExactly(ID);
        bench.pass(Duration.ofMinutes(1));
        bench.scopes.turn();
        assertThat(bench.scopes.status(ID).state()).isEqualTo("expired");
    }

    @Test
    void isOverAfterARestartBeyondItsTime() {
        bench.start(ID, FROM);
        bench.pass(Duration.ofHours(2));
        bench.restart();

        assertThat(bench.scopes.status(ID).state()).isEqualTo("expired");
        assertThat(bench.scopes.watch().isActive()).isFalse();
    }

    @Test
    void capturesWithoutScopesWhoseFileCannotBeRead() throws IOException {
        bench.start(ID, FROM);
        Files.writeString(data.resolve("scopes.json"), "{\"scopes\": [{\"scope\": ");

        assertThat(bench.restart().scopes.all()).isEmpty();
        bench.start(ID, FROM);
    }

    @Test
    void isNotStartedWhenThatCannotBeMadeDurable() throws IOException {
        Files.createDirectory(data.resolve("scopes.json.new"));

        assertThatThrownBy(() -> bench.start(ID, FROM)).isInstanceOf(ForensicException.class)
                .hasMessageContaining("scopes.json");
        assertThat(bench.scopes.all()).isEmpty();
    }

    @Test
    void stopsWhenItIsTold() {
        bench.start(ID, FROM);
        assertThat(bench.scopes.stop(ID).state()).isEqualTo("stopped");
        Sip.CALL.pass(bench.scopes);

        assertThat(bench.matched(ID)).isZero();
        bench.pass(Duration.ofHours(2));
        assertThat(bench.scopes.stop(ID).state()).as("again, later").isEqualTo("stopped");
        assertThatThrownBy(() -> bench.scopes.stop("scope-0002")).hasMessageContaining("no scope has the id");
    }

    @Test
    void isStoppedOnDiskTooOnceThatCanBeWritten() throws IOException {
        bench.start(ID, FROM);
        Path inTheWay = Files.createDirectory(data.resolve("scopes.json.new"));
        assertThatThrownBy(() -> bench.scopes.stop(ID)).hasMessageContaining("scopes.json");
        assertThat(bench.scopes.status(ID).state()).isEqualTo("stopped");
        Files.delete(inTheWay);
        bench.scopes.stop(ID);

        assertThat(bench.restart().scopes.all()).isEmpty();
    }

    @Test
    void startsOnceThoughItIsOrderedAgain() {
        Scope scope = ScopeReader.read(ScopeBench.json(ID, FROM, bench.now.plusSeconds(60).toString(), false));
        assertThat(bench.scopes.start(scope).known()).isFalse();
        bench.pass(Duration.ofMinutes(2));
        bench.scopes.turn();

        assertThat(bench.scopes.start(scope)).isEqualTo(new Scopes.Started(bench.scopes.status(ID), true));
        assertThatThrownBy(() -> bench.start(ID, FROM)).hasMessageContaining("that of another scope");
    }

    @Test
    void refusesTimesThatAreTooNearOrFar() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-5), Duration.ofSeconds(86_461))) {
            assertThatThrownBy(() -> bench.order(ID, FROM, bench.now.plus(wrong), false)).as(wrong.toString())
                    .hasMessageContaining("a time within 24 hours from now");
        }
        bench.order(ID, FROM, bench.now.plusMillis(1), false);
        bench.order("scope-0002", FROM, bench.now.plusSeconds(86_460), false);
    }

    @Test
    void refusesMoreThanItsBounds() {
        for (int i = 0; i < 64; i++) {
            bench.start("texts-" + (1_000 + i), "'text': '" + "x".repeat(252) + (1_000 + i) + "'");
        }
        assertThatThrownBy(() -> bench.start(ID, "'tenant': 'acme'")).hasMessageContaining("the most is 16384");
        for (int i = 64; i < Scopes.MOST_RUNNING; i++) {
            bench.start("numbers-" + (1_000 + i), "'from': '1555000" + (1_000 + i) + "'");
        }
        assertThatThrownBy(() -> bench.start(ID, FROM)).hasMessageContaining("1000 scopes run");
        bench.scopes.stop("texts-1000");
        bench.start(ID, FROM);
    }

    @Test
    void forgetsTheOldestOfThoseThatEnded() {
        for (int i = 0; i < 1_002; i++) {
            bench.start("scope-" + (1_000 + i), FROM);
            bench.scopes.stop("scope-" + (1_000 + i));
        }
        assertThat(bench.scopes.all()).hasSize(1_000).extracting(ScopeStatus::id).startsWith("scope-1002");
    }

    @Test
    void tellsEachMessageAsAnEvent() {
        bench.start(ID, FROM);
        Sip.CALL.pass(bench.scopes);
        Sip.CALL.more("X: \u00e9\r\n").pass(bench.scopes);

        CaptureEvent.Told told = events(0, 10).getFirst().told();
        assertThat(told).isEqualTo(new CaptureEvent.Told(ID, told.sequence(), "sip",
                Instant.ofEpochSecond(1), new CaptureEvent.Between("UDP", "192.0.2.7:5060", "10.0.0.1:5060"),
                "call-1@host", "INVITE", null, Sip.CALL.text(), "utf-8", false));
        assertThat(events(told.sequence(), 10)).singleElement()
                .satisfies(event -> assertThat(event.told().text()).contains("X: \u00e9"));
        assertThat(events(0, 1)).hasSize(1);
    }

    @Test
    void tellsTheBeginningOfAMessageThatIsTooLong() {
        bench.start(ID, FROM);
        Sip.CALL.more("X: " + "y".repeat(70_000) + "\r\n").pass(bench.scopes);

        CaptureEvent.Told told = events(0, 1).getFirst().told();
        assertThat(told.truncated()).isTrue();
        assertThat(told.text()).hasSize(65_536);
    }

    @Test
    void dropsTheOldestEventsAndCountsThem() {
        bench.start(ID, FROM);
        Sip.CALL.pass(bench.scopes);
        long first = events(0, 1).getFirst().sequence();
        for (int i = 0; i < 200; i++) {
            Sip.CALL.more("X: " + "y".repeat(40_000) + "\r\n").pass(bench.scopes);
        }
        long dropped = bench.scopes.status(ID).droppedEvents();
        long left = 0;
        long after = 0;
        for (List<CaptureEvent> page = events(0, 1_000); !page.isEmpty(); page = events(after, 1_000)) {
            left += page.size();
            after = page.getLast().sequence();
        }
        assertThat(dropped).isPositive();
        assertThat(left + dropped).isEqualTo(201);
        assertThat(events(0, 1).getFirst().sequence()).isEqualTo(first + dropped);
    }

    @Test
    void numbersEventsHigherAfterARestartThoughTheClockWasSetBack() {
        bench.start(ID, FROM);
        Sip.CALL.pass(bench.scopes);
        long before = events(0, 1).getFirst().sequence();
        bench.now = bench.now.minusSeconds(60);
        bench.restart();
        Sip.CALL.pass(bench.scopes);

        assertThat(events(0, 1).getFirst().sequence()).isGreaterThan(before);
    }
}
