package io.sipvault.web.metrics;

import io.sipvault.indexer.diagnosis.Problem;
import io.sipvault.indexer.search.IndexCounts;
import io.sipvault.jobs.figures.Figure;
import io.sipvault.jobs.figures.FigureSums;
import io.sipvault.jobs.figures.FigureTable;
import io.sipvault.jobs.importing.ImportState;
import io.sipvault.jobs.importing.Imports;
import io.sipvault.jobs.launch.JobHistory;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.registry.ChunkState;
import io.sipvault.web.agent.Fleet;
import io.sipvault.web.operations.Probes;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Reads what the series show. Those of closed sets of labels have a sample for each, be it 0. */
@Component
final class MetricsReport {
    private static final long ACTIVE_NS = 30_000_000_000L;
    private static final List<String> ALERTS = List.of("enumeration", "registration_flood", "scanner");

    private final String prefix;
    private final IndexCounts counts;
    private final FigureTable figures;
    private final ChunkRegistry registry;
    private final JobHistory history;
    private final Imports imports;
    private final Probes probes;
    private final Fleet fleet;
    private final Clock clock;

    MetricsReport(@Value("${sipvault.metrics.prefix:sipvault}") String prefix, IndexCounts counts, FigureTable figures,
            ChunkRegistry registry, JobHistory history, Imports imports, Probes probes, Fleet fleet, Clock clock) {
        this.fleet = fleet;
        this.clock = clock;
        this.prefix = prefix;
        this.counts = counts;
        this.figures = figures;
        this.registry = registry;
        this.history = history;
        this.imports = imports;
        this.probes = probes;
    }

    String text(boolean openMetrics) {
        Exposition text = new Exposition(prefix, openMetrics);
        AgentFigures agents = new AgentFigures(fleet.members(), clock.instant());
        for (OwnMeter meter : OwnMeter.values()) {
            text.numbers(meter, numbers(meter, agents));
        }
        FigureSums sums = figures.read();
        for (Figure figure : Figure.values()) {
            if (figure.isHistogram()) {
                text.histogram(figure, sums.of(figure));
            } else {
                text.counter(figure, withZeros(figure, sums.of(figure)));
            }
        }
        return text.toString();
    }

    private static Map<String, Double> withZeros(Figure figure, Map<String, Double> counted) {
        Map<String, Double> all = new TreeMap<>();
        expected(figure).forEach(label -> all.put(label, 0.0));
        all.putAll(counted);
        return all;
    }

    private static Stream<String> expected(Figure figure) {
        return switch (figure) {
            case STREAMS -> Stream.of("established", "orphaned");
            case PACKETS, TIMEOUTS -> Stream.of("");
            case ALERTS -> ALERTS.stream();
            case DIAGNOSES -> Arrays.stream(Problem.values()).map(Problem::code);
            case MESSAGES, RESPONSES, PDD, MOS, JITTER, LOSS -> Stream.of();
        };
    }

    private Map<List<String>, ? extends Number> numbers(OwnMeter meter, AgentFigures agents) {
        return switch (meter) {
            case DIALOGS -> dialogs();
            case STREAMS_ACTIVE -> one(activeStreams());
            case CHUNKS -> chunks();
            case LAG -> one(probes.lag().toMillis() / 1e3);
            case RUNS -> runs();
            case IMPORTS -> imports();
            case FREE -> one(probes.freeBytes());
            case STORE -> one(probes.store().isUp() ? 1 : 0);
            case AGENT_CHUNK -> agents.chunkAges();
            case AGENT_REPORT -> agents.reportAges();
            case AGENT_LAG -> agents.lags();
            case AGENT_WAITING -> agents.waiting();
            case AGENT_DROPS -> agents.drops();
            case AGENT_CLOCK -> agents.clocks();
        };
    }

    private static <N extends Number> Map<List<String>, N> one(N number) {
        return Map.of(List.of(), number);
    }

    private Map<List<String>, Long> dialogs() {
        Map<List<String>, Long> dialogs = new LinkedHashMap<>();
        counts.dialogsByState().forEach((state, count) -> dialogs.put(List.of(word(state.label())), count));
        return dialogs;
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private long activeStreams() {
        return registry.nowByVantage().entrySet().stream().mapToLong(vantage -> counts.establishedStreams(
                vantage.getKey(), vantage.getValue() - ACTIVE_NS, vantage.getValue())).sum();
    }

    private Map<List<String>, Integer> chunks() {
        Map<List<String>, Integer> chunks = new LinkedHashMap<>();
        Map<ChunkState, Integer> states = registry.states();
        for (ChunkState state : ChunkState.values()) {
            chunks.put(List.of(word(state.name())), states.getOrDefault(state, 0));
        }
        return chunks;
    }

    private Map<List<String>, Long> runs() {
        Map<List<String>, Long> runs = new LinkedHashMap<>();
        history.ended().forEach(
                (job, states) -> states.forEach((state, count) -> runs.put(List.of(job, word(state)), count)));
        return runs;
    }

    private Map<List<String>, Long> imports() {
        Map<List<String>, Long> found = new LinkedHashMap<>();
        Map<ImportState, Long> states = imports.states();
        for (ImportState state : ImportState.values()) {
            found.put(List.of(state.word()), states.getOrDefault(state, 0L));
        }
        return found;
    }
}
