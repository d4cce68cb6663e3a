package io.sipvault.indexer.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.fold.CaptureCut.Piece;
import io.sipvault.ingest.traffic.TrafficGenerator;
import io.sipvault.ingest.traffic.TrafficProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The index is a function of what was captured: cut anywhere, imported in any order, in part twice, committed and reopened
 * at any time, a capture shows the same calls, dialogs, streams, figures and diagnoses. {@code -Dcut.seeds=100} tries more,
 * {@code -Dcut.seed=7} one.
 */
final class CutCaptureTest {
    private static final Path SAMPLES = Path.of(System.getProperty("basedir", ".")).resolve("../sample-data");
    private static final int CUTS = 10;
    private static final int SCENES = 9;

    @TempDir
    private Path folder;
    private int benches;

    /** A file to import. */
    private record Part(String vantage, Piece piece) {}

    static Stream<Path> captures() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve("captures"))) {
            return files.filter(f -> f.toString().contains(".pcap")).sorted().toList().stream();
        }
    }

    static LongStream seeds() {
        Long only = Long.getLong("cut.seed");
        if (only != null) {
            return LongStream.of(only);
        }
        Integer many = Integer.getInteger("cut.seeds");
        // the last three notice a diagnosis that was not judged again when its time had come
        return many != null ? LongStream.range(0, many) : LongStream.of(0, 1, 17, 20, 22);
    }

    @ParameterizedTest
    @MethodSource("captures")
    void showsTheSameOfASampleInPieces(Path file) throws IOException {
        CaptureCut cut = new CaptureCut(Files.readAllBytes(file));
        long seed = file.getFileName().toString().hashCode();
        compare(Map.of("import", cut), seed);
    }

    @Test
    void showsTheSameOfAllSamplesInPieces() throws IOException {
        List<Part> whole = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        Random random = new Random(21);
        for (Path file : captures().toList()) {
            CaptureCut cut = new CaptureCut(Files.readAllBytes(file));
            whole.add(new Part("import", cut.piece(0, cut.packets())));
            cut.pieces(3, random).forEach(piece -> parts.add(new Part("import", piece)));
        }
        Collections.shuffle(parts, random);
        assertSame("all samples", dump(whole, null), dump(parts, random));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void showsTheSameOfHardTrafficInPieces(long seed) {
        Map<String, CaptureCut> captures = new java.util.LinkedHashMap<>();
        HardTraffic.captures(seed, SCENES).forEach((vantage, file) -> captures.put(vantage, new CaptureCut(file)));
        compare(captures, seed);
    }

    @ParameterizedTest
    @EnumSource(TrafficProfile.Mix.class)
    void showsTheSameOfGeneratedTrafficInPieces(TrafficProfile.Mix mix) throws IOException {
        TrafficProfile profile = new TrafficProfile(mix, mix == TrafficProfile.Mix.CALLS ? 12 : 120, 7,
                Duration.ofMinutes(3), Duration.ofSeconds(5), 0.3, 0.3, 0.02);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        TrafficGenerator.write(profile, file);
        compare(Map.of("import", new CaptureCut(file.toByteArray())), 7);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void showsTheSameOfTornTrafficInPieces(long seed) {
        Map<String, CaptureCut> captures = new java.util.LinkedHashMap<>();
        HardTraffic.torn(seed, SCENES).forEach((vantage, file) -> captures.put(vantage, new CaptureCut(file)));
        compare(captures, seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void showsTheSameOfReportedTrafficInPieces(long seed) {
        for (boolean torn : new boolean[]{false, true}) {
            Map<String, CaptureCut> captures = new java.util.LinkedHashMap<>();
            HardTraffic.reported(seed, torn, SCENES).forEach((vantage, file) -> captures.put(vantage,
                    new CaptureCut(file)));
            compare(captures, seed);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void showsTheSameOfLongStreamsInPieces(long seed) {
        compare(Map.of("edge", new CaptureCut(LongTraffic.capture(seed))), seed);
    }

    @Test
    void showsTheSameOfLogsWhateverTheirOrder() throws IOException {
        StringBuilder equal = new StringBuilder();
        for (int i = 0; i < 1200; i++) {
            equal.append("2026-03-01T10:00:0").append(i % 7 / 2).append("Z sip: queue is full\n");
        }
        byte[] log = equal.toString().getBytes(StandardCharsets.UTF_8);
        List<Part> parts = new ArrayList<>(List.of(new Part("import", new Piece(0, 0, "b.log", log)),
                new Part("import", new Piece(0, 0, "a.log", Arrays.copyOf(log, log.length / 2)))));
        try (Stream<Path> files = Files.list(SAMPLES.resolve("logs"))) {
            for (Path file : files.sorted().toList()) {
                parts.add(new Part("import", new Piece(0, 0, file.getFileName().toString(), Files.readAllBytes(file))));
            }
        }
        SortedMap<String, String> expected = dump(parts, null);
        assertThat(expected.keySet()).noneMatch(key -> key.endsWith("again"));
        Random random = new Random(5);
        Collections.shuffle(parts, random);
        assertSame("logs in the order " + parts, expected, dump(parts, random));
    }

    private void compare(Map<String, CaptureCut> captures, long seed) {
        Random random = new Random(seed);
        List<Part> whole = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        captures.forEach((vantage, cut) -> {
            whole.add(new Part(vantage, cut.piece(0, cut.packets())));
            cut.pieces(CUTS, random).forEach(piece -> parts.add(new Part(vantage, piece)));
        });
        if (random.nextInt(3) > 0) {
            Collections.shuffle(parts, random);
        }
        assertSame("seed " + seed + ", " + parts, dump(whole, null), dump(parts, random));
    }

    private static void assertSame(String what, SortedMap<String, String> expected, SortedMap<String, String> actual) {
        assertThat(expected).isNotEmpty();
        String diff = DumpDiff.of(expected, actual);
        assertThat(diff).as(what).isEmpty();
    }

    /** Imports the parts in their order; with a random generator, commits, reopens and repeats at random. */
    private SortedMap<String, String> dump(List<Part> parts, @org.jspecify.annotations.Nullable Random random) {
        try (FoldBench bench = new FoldBench(folder.resolve("bench" + benches++))) {
            List<String> waiting = new ArrayList<>();
            for (Part part : parts) {
                waiting.addAll(bench.add(part.piece.name(), part.piece.bytes(), part.vantage));
                if (random == null || random.nextInt(3) > 0) {
                    foldRound(bench, waiting, random);
                }
            }
            foldRound(bench, waiting, random);
            bench.foldDue();
            bench.commit();
            SortedMap<String, String> dump = bench.dump();
            if (random != null) {
                bench.fold(List.of(bench.chunks().get(random.nextInt(bench.chunks().size()))));
                assertSame("a chunk folded again", dump, bench.dump());
                bench.rebuild();
                assertSame("rebuilt from all fragments", dump, bench.dump());
            }
            return dump;
        }
    }

    private static void foldRound(FoldBench bench, List<String> waiting,
            @org.jspecify.annotations.Nullable Random random) {
        bench.fold(waiting);
        waiting.clear();
        if (random != null && random.nextBoolean()) {
            bench.foldDue();
        }
        if (random != null && random.nextInt(3) == 0) {
            bench.commit();
        }
        if (random != null && random.nextInt(6) == 0) {
            bench.reopen();
        }
    }
}
