package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sipvault.cli.TsharkCapture.Frame;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An export holds exactly the frames of its call: those that tshark finds in the capture that was imported, with the same
 * bytes and the same nanosecond. Which frames these are is told by tshark's Call-IDs and SDP alone.
 */
final class ExportedCallsIT {
    private static final String HEP = "22-hep.pcap";
    private static final String GOOD_CALL = "b321283a7da2ea04";
    private static final Map<Path, TsharkCapture> SOURCES = new HashMap<>();

    @TempDir
    private static Path folder;
    private static Path data = Path.of("");

    /** A call, and the capture that it was imported from. */
    record Call(Path source, String callId, Set<String> legs) {
        @Override
        public String toString() {
            return source.getFileName() + " " + callId;
        }
    }

    @BeforeAll
    static void importSamples() throws IOException {
        if (!TsharkCapture.isThere()) {
            System.err.println("SKIPPED: tshark is missing, so no export is compared with what it reads");
            abort("tshark is missing (Debian: apt-get install tshark)");
        }
        data = folder.resolve("data");
        for (Path file : captures()) {
            SOURCES.put(file, TsharkCapture.read(file));
        }
        assertThat(Cli.run("import", "--data", data, Cli.samples()).status()).isZero();
    }

    private static List<Path> captures() throws IOException {
        try (Stream<Path> files = Files.list(Cli.samples())) {
            return files.sorted().toList();
        }
    }

    static List<Call> calls() throws IOException {
        if (SOURCES.isEmpty()) {
            return List.of();
        }
        List<Call> calls = new ArrayList<>();
        for (String line : Cli.run("search", "--data", data, "--json", "--limit", "1000").out()) {
            JsonNode call = JsonMapper.shared().readTree(line);
            Set<String> legs = new TreeSet<>();
            call.get("legs").forEach(leg -> legs.add(leg.get("call_id").asString()));
            Path source = SOURCES.keySet().stream().filter(f -> !source(f).signalling(legs).isEmpty()).findFirst()
                    .orElseThrow();
            calls.add(new Call(source, call.get("call_id").asString(), legs));
        }
        assertThat(calls).hasSize(24);
        calls.removeIf(call -> call.source.endsWith(HEP));
        return calls;
    }

    private static TsharkCapture source(Path file) {
        return Objects.requireNonNull(SOURCES.get(file));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void holdsExactlyTheFramesOfTheCall(Call call) throws IOException {
        List<Frame> expected = expected(call);
        assertThat(expected).isNotEmpty();
        for (String extension : List.of("pcap", "pcapng")) {
            TsharkCapture exported = TsharkCapture.read(export(call.callId, extension));
            assertThat(exported.identities()).as(extension).isEqualTo(identities(expected));
            assertThat(kinds(exported.frames())).as(extension).isEqualTo(kinds(expected));
        }
        List<Path> parts = unpack(export(call.callId, "tar"));
        assertThat(parts).hasSize(1);
        assertThat(TsharkCapture.read(parts.getFirst()).identities()).isEqualTo(identities(expected));
    }

    /** tshark does not read HEP. */
    @Test
    void holdsTheFramesThatReportedTheCallInHep() throws IOException {
        Path source = Cli.sample(HEP);
        String callId = source(source).frames().stream().flatMap(frame -> frame.callIds().stream()).findFirst()
                .orElseThrow();

        assertThat(count(export(callId, "pcap"), "HEP3")).isEqualTo(count(source, "HEP3")).isPositive();
    }

    private static int count(Path file, String text) throws IOException {
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        return (all.length() - all.replace(text, "").length()) / text.length();
    }

    @Test
    void partsTheFramesOfATarByObserver() throws IOException {
        Path copy = folder.resolve("copy.pcap.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(copy))) {
            Files.copy(Cli.sample("01-good-call.pcap"), out);
        }
        Path both = folder.resolve("both");
        assertThat(Cli.run("import", "--data", both, Cli.sample("01-good-call.pcap")).status()).isZero();
        assertThat(Cli.run("import", "--data", both, "--agent", "edge", copy).status()).isZero();
        Path tar = folder.resolve("both.tar");
        assertThat(Cli.run("export", "--data", both, "--call-id", GOOD_CALL, "-o", tar).status()).isZero();
        List<Path> parts = unpack(tar);
        assertThat(parts).extracting(p -> p.getFileName().toString()).containsExactly("edge.pcapng", "import.pcapng");
        Call call = new Call(Cli.sample("01-good-call.pcap"), GOOD_CALL, Set.of(GOOD_CALL));
        for (Path part : parts) {
            assertThat(TsharkCapture.read(part).identities()).isEqualTo(identities(expected(call)));
        }
    }

    /** Signalling; RTP whose source or destination its SDP announced; RTCP beside it; ICMP errors that quote any. */
    private static List<Frame> expected(Call call) {
        TsharkCapture source = source(call.source);
        List<Frame> expected = new ArrayList<>(source.signalling(call.legs));
        Set<String> media = expected.stream().flatMap(frame -> frame.media().stream()).collect(Collectors.toSet());
        Set<String> control = media.stream().map(ExportedCallsIT::portAbove).collect(Collectors.toSet());
        for (Frame frame : source.frames()) {
            boolean isMedia = media.contains(frame.src()) || media.contains(frame.dst());
            boolean isControl = control.contains(frame.src()) || control.contains(frame.dst());
            boolean ofCall = frame.icmp()
                    ? isMedia || isControl
                    : frame.isRtp() ? isMedia : frame.isRtcp() && isControl;
            if (ofCall) {
                expected.add(frame);
            }
        }
        return expected;
    }

    private static String portAbove(String endpoint) {
        String[] parts = endpoint.split(" ", -1);
        return parts[0] + " " + (Integer.parseInt(parts[1]) + 1);
    }

    private static List<String> identities(List<Frame> frames) {
        return frames.stream().map(Frame::identity).sorted().toList();
    }

    /** How many frames of which Call-ID, of which SSRC in RTP and in RTCP. */
    private static Map<String, Long> kinds(List<Frame> frames) {
        return frames.stream().collect(Collectors.groupingBy(frame -> frame.icmp()
                ? "ICMP"
                : frame.isRtcp()
                        ? "RTCP " + frame.ssrc()
                        : frame.isRtp() ? "RTP " + frame.ssrc() : frame.callIds().toString(),
                Collectors.counting()));
    }

    private static Path export(String callId, String extension) {
        Path file = folder.resolve("call." + extension);
        assertThat(Cli.run("export", "--data", data, "--call-id", callId, "-o", file).status()).isZero();
        return file;
    }

    private static List<Path> unpack(Path tar) throws IOException {
        List<Path> captures = new ArrayList<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(tar)))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(".pcapng")) {
                    Path file = folder.resolve(entry.getName());
                    Files.write(file, in.readAllBytes());
                    captures.add(file);
                }
            }
        }
        return captures;
    }
}
