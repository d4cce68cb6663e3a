package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command line says of input that is wrong. */
final class BadInputTest {
    private static final int FILE_HEADER = 24;
    private static final Path GOOD = Cli.sample("02-busy.pcap");

    @TempDir
    private Path folder;
    private Path data = Path.of("");
    private byte[] good = {};

    @BeforeEach
    void readGoodCapture() throws IOException {
        data = folder.resolve("data");
        good = Files.readAllBytes(GOOD);
    }

    /** Imports a bad file beside a good one: one line for the bad one, the good one is indexed whole. */
    private JsonNode importBeside(Path bad) {
        Cli cli = Cli.run("import", "--data", data, bad, GOOD);
        assertThat(cli.status()).as(cli.toString()).isEqualTo(1);
        assertThat(cli.err()).filteredOn(line -> line.contains(bad.getFileName().toString()))
                .filteredOn(line -> !line.contains(" packets, ")).as(cli.toString()).hasSize(1);
        assertThat(cli.err()).noneMatch(line -> line.contains("\tat ") || line.contains("Exception"));
        assertThat(Cli.run("search", "--data", data, "--json", "status:486").out()).isNotEmpty();
        JsonNode summary = JsonMapper.shared().readTree(cli.summary());
        assertThat(summary.get("files").asInt()).isEqualTo(2);
        assertThat(summary.get("failed")).hasSize(1);
        assertThat(summary.get("failed").get(0).get("file").asString()).isEqualTo(bad.toString());
        return summary;
    }

    private static String reason(JsonNode summary) {
        return summary.get("failed").get(0).get("reason").asString();
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private long packetsOf(Path file) {
        Cli cli = Cli.run("import", "--data", folder.resolve("alone"), file);
        return JsonMapper.shared().readTree(cli.summary()).get("packets").asLong();
    }

    @Test
    void namesAFileThatIsNoCapture() throws IOException {
        JsonNode summary = importBeside(write("photo.jpg", new byte[]{(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 1, 2, 3,
                4, 5, 6, 7, 8, 9, 0, 0, 0, (byte) 0x80, (byte) 0x81, (byte) 0x90, (byte) 0xfe}));

        assertThat(reason(summary)).contains("photo.jpg", "ff d8 ff", "neither pcap nor pcapng");
        assertThat(summary.get("imports")).hasSize(1);
    }

    @Test
    void namesAnEmptyFile() throws IOException {
        assertThat(reason(importBeside(write("empty.pcap", new byte[0])))).contains("empty.pcap", "it is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a${user.name}"})
    void refusesADataDirectoryWhoseNameMeansSomethingElsewhere(String name) {
        Cli cli = Cli.run("import", "--data", folder.resolve(name), Cli.samples().resolve("02-busy.pcap"));

        assertThat(cli.status()).isNotZero();
        assertThat(String.join("\n", cli.err())).contains("has ; or ${ in its path");
        assertThat(folder.resolve(name)).doesNotExist();
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThat(reason(importBeside(folder.resolve("missing.pcap")))).contains("missing.pcap", "no such file");
    }

    @Test
    void namesAHeaderThatIsCutOff() throws IOException {
        assertThat(reason(importBeside(write("header.pcap", Arrays.copyOf(good, FILE_HEADER - 5)))))
                .contains("header.pcap", "19");
    }

    @Test
    void keepsWhatComesBeforeARecordThatIsCutOff() throws IOException {
        Path cut = write("cut.pcap", Arrays.copyOf(good, good.length - 7));

        JsonNode summary = importBeside(cut);

        assertThat(reason(summary)).containsPattern("offset [0-9]+")
                .contains("what comes before the damage is indexed");
        long whole = packetsOf(GOOD);
        assertThat(summary.get("packets").asLong()).isEqualTo(2 * whole - 1);
        assertGivesBack(summary.get("imports").get(0).asString(), Files.readAllBytes(cut));
    }

    @Test
    void keepsWhatComesBeforeAnAbsurdLength() throws IOException {
        byte[] absurd = good.clone();
        int second = FILE_HEADER + 16 + ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt(FILE_HEADER + 8);
        ByteBuffer.wrap(absurd).order(ByteOrder.LITTLE_ENDIAN).putInt(second + 8, 0x7fffffff);
        Path file = write("absurd.pcap", absurd);

        JsonNode summary = importBeside(file);

        assertThat(reason(summary)).contains("offset " + second, "2147483647");
        assertThat(summary.get("packets").asLong()).isGreaterThan(packetsOf(GOOD));
        assertGivesBack(summary.get("imports").get(0).asString(), absurd);
    }

    @Test
    void readsOnAfterDamageInTheMiddle() throws IOException {
        byte[] damaged = Files.readAllBytes(Cli.sample("11-dtmf.pcap"));
        Arrays.fill(damaged, 100_000, 100_300, (byte) 0xff);
        Path file = write("damaged.pcap", damaged);

        JsonNode summary = importBeside(file);

        assertThat(summary.get("packets").asLong())
                .isGreaterThan(packetsOf(Cli.sample("11-dtmf.pcap")) * 9 / 10);
        assertGivesBack(summary.get("imports").get(0).asString(), damaged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zst", "gz"})
    void keepsWhatComesBeforeACompressedPartThatIsCutOff(String ending) throws IOException {
        byte[] packed = packed(ending, Files.readAllBytes(Cli.sample("10-lossy-media.pcap")));
        Path file = write("cut.pcap." + ending, Arrays.copyOf(packed, packed.length / 2));

        JsonNode summary = importBeside(file);

        assertThat(reason(summary)).contains("offset").contains("what comes before the damage is indexed");
        assertThat(summary.get("packets").asLong()).isGreaterThan(packetsOf(GOOD));
    }

    @Test
    void readsTimesThatGoBackYears() throws IOException {
        byte[] back = good.clone();
        int second = FILE_HEADER + 16 + ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt(FILE_HEADER + 8);
        ByteBuffer time = ByteBuffer.wrap(back).order(ByteOrder.LITTLE_ENDIAN);
        time.putInt(second, time.getInt(second) - 12 * 365 * 86_400);
        Path file = write("back.pcap", back);

        Cli cli = Cli.run("import", "--data", data, file);

        assertThat(cli.status()).as(cli.toString()).isZero();
        JsonNode summary = JsonMapper.shared().readTree(cli.summary());
        assertThat(summary.get("packets").asLong()).isEqualTo(packetsOf(GOOD));
        assertGivesBack(summary.get("imports").get(0).asString(), back);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "gz", "zst"})
    void givesAnImportBackByteForByte(String form) throws IOException {
        byte[] content = Files.readAllBytes(Cli.sample("04-no-answer.pcapng"));
        Path file = write("call." + form, packed(form, content));

        Cli cli = Cli.run("import", "--data", data, file);

        assertThat(cli.status()).as(cli.toString()).isZero();
        assertGivesBack(JsonMapper.shared().readTree(cli.summary()).get("imports").get(0).asString(), content);
    }

    private void assertGivesBack(String importId, byte[] content) throws IOException {
        Path written = folder.resolve("given-back");
        Cli cli = Cli.run("export", "--data", data, "--import", importId, "-o", written);
        assertThat(cli.status()).as(cli.toString()).isZero();
        assertThat(Files.readAllBytes(written)).isEqualTo(content);
    }

    private static byte[] packed(String form, byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = switch (form) {
            case "gz" -> new GZIPOutputStream(packed);
            case "zst" -> new ZstdOutputStream(packed);
            default -> packed;
        }) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"import|FILE", "import --dat x f.pcap|--dat", "search --limit many|many",
            "search --json --csv|--csv", "export -o x.pcap|--call-id", "export --call-id a|-o", "show|CALL-ID",
            "paint|paint"})
    void refusesWrongArgumentsInOneLine(String arguments, String named) {
        Cli cli = Cli.run((Object[]) arguments.split(" "));

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).as(arguments).singleElement().asString().contains(named).contains("--help");
    }

    @Test
    void saysThatNothingWasImportedYet() {
        Cli cli = Cli.run("search", "--data", data, "15554430191");

        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.err()).singleElement().asString().contains(data.toString(), "sipvault import");
        assertThat(data).doesNotExist();
    }

    @Test
    void refusesAQueryWithItsPositionAndASuggestion() {
        Cli.run("import", "--data", data, GOOD);

        Cli cli = Cli.run("search", "--data", data, "statsu:486");

        assertThat(cli.status()).isEqualTo(2);
        assertThat(String.join("\n", cli.err())).contains("statsu", "status").containsPattern("position|column|\\^");
    }

    @Test
    void saysThatACallIsUnknown() {
        Cli.run("import", "--data", data, GOOD);

        for (Cli cli : new Cli[]{Cli.run("show", "--data", data, "no-such@call"),
                Cli.run("export", "--data", data, "--call-id", "no-such@call", "-o", folder.resolve("x.pcap")),
                Cli.run("export", "--data", data, "--import", "import-0123456789abcdef", "-o", folder.resolve("y"))}) {
            assertThat(cli.status()).isEqualTo(1);
            assertThat(cli.err()).singleElement().asString().containsAnyOf("no-such@call", "import-0123456789abcdef");
        }
        assertThat(folder.resolve("x.pcap")).doesNotExist();
        assertThat(folder.resolve("y")).doesNotExist();
    }

    @Test
    void refusesAnExportOfAnUnknownEnding() {
        Cli.run("import", "--data", data, GOOD);

        Cli cli = Cli.run("export", "--data", data, "--call-id", "any", "-o", folder.resolve("call.txt"));

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).singleElement().asString().contains("call.txt", ".pcapng");
    }
}
