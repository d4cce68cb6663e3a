package io.sipvault.indexer.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.view.DiagnosisView;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample captures and logs against tshark's truth, golden files and an engineer's expectations. */
final class SampleDataTest {
    private static final Path GOLDEN = SampleIndex.FOLDER.resolve("golden");
    /** tshark's names of what RFC 3551 calls otherwise. */
    private static final Map<String, String> CODECS = Map.of("g711U", "PCMU", "g711A", "PCMA");

    private static SampleIndex index;

    @BeforeAll
    static void importSampleData() {
        index = SampleIndex.get();
    }

    private static Stream<String[]> rows(String file) throws IOException {
        return Files.readAllLines(SampleIndex.FOLDER.resolve(file)).stream().skip(1).map(line -> line.split("\t", -1));
    }

    static List<String> scenarios() throws IOException {
        return rows("expected.tsv").map(row -> row[0]).distinct().toList();
    }

    private static List<DialogView> dialogs() {
        return index.all(Row.DIALOGS).stream().map(hit -> ViewJson.read(hit.display(), DialogView.class)).toList();
    }

    private static DialogView dialog(String scenario) {
        return index.all(Row.DIALOGS).stream().filter(hit -> index.scenario(hit).equals(scenario))
                .sorted((a, b) -> Long.compare(a.startNs(), b.startNs())).map(Hit::display)
                .map(json -> ViewJson.read(json, DialogView.class)).findFirst().orElseThrow();
    }

    @Test
    void findsTheCallsThatTsharkFinds() throws IOException {
        List<String> expected = rows("expected.tsv").map(r -> String.join(" ", r[1], r[2], r[3], r[5])).sorted()
                .toList();
        List<String> found = dialogs().stream()
                .map(d -> "%s %s %s %d".formatted(d.callId(), d.method(), d.finalStatus(), d.msgCount())).sorted()
                .toList();
        assertThat(found).containsExactlyElementsOf(expected);
    }

    @Test
    void findsTheStreamsThatTsharkFinds() throws IOException {
        List<String> expected = rows("expected-streams.tsv").map(SampleDataTest::expectedStream).sorted().toList();
        List<String> found = index.all(Row.STREAMS).stream().map(SampleDataTest::foundStream).sorted().toList();
        assertThat(found).containsExactlyElementsOf(expected);
    }

    /** tshark counts telephone events as a codec of the stream; here they ride beside it. */
    private static String expectedStream(String... row) {
        String codec = row[4].replace(", telephone-event", "");
        return String.join(" ", row[0], row[1].toLowerCase(Locale.ROOT), bare(row[2]), bare(row[3]),
                CODECS.getOrDefault(codec, codec), row[5], row[6]);
    }

    private static String foundStream(Hit hit) {
        StreamView s = ViewJson.read(hit.display(), StreamView.class);
        return "%s %s %s %s %s %d %d".formatted(index.scenario(hit), s.ssrc(), bare(s.src()), bare(s.dst()), s.codec(),
                s.packets(), s.lost());
    }

    /** tshark writes IPv6 endpoints without brackets. */
    private static String bare(String endpoint) {
        return endpoint.replace("[", "").replace("]", "");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void tellsWhatItTold(String scenario) throws IOException {
        List<String> lines = SampleGolden.lines(scenario, index);
        Path file = GOLDEN.resolve(scenario + ".json");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.write(file, lines);
        }
        assertThat(difference(Files.readAllLines(file), lines))
                .as("%s; when the change is meant, refresh it by -Dgolden.update=true", file.getFileName()).isEmpty();
    }

    private static List<String> difference(List<String> golden, List<String> now) {
        List<String> different = new ArrayList<>();
        IntStream.range(0, Math.max(golden.size(), now.size())).forEach(i -> {
            String was = i < golden.size() ? golden.get(i) : "";
            String is = i < now.size() ? now.get(i) : "";
            if (!was.equals(is) && different.size() < 40) {
                different.add("line " + (i + 1) + "\n  was " + was.strip() + "\n  is  " + is.strip() + "\n");
            }
        });
        return different;
    }

    /** The problems of a scenario's first dialog, the worst first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "01-good-call         | Completed | ''",
            "02-busy              | Failed    | final_failure",
            "03-cancelled         | Cancelled | abandoned",
            "04-no-answer         | Failed    | final_failure",
            "05-carrier-503       | Failed    | final_failure",
            "06-authentication    | Completed | ''",
            "07-hold-resume       | Completed | hold",
            "08-transfer          | Completed | transfer",
            "09-one-way-audio-nat | Completed | one_way_audio nat_mismatch private_address",
            "10-lossy-media       | Completed | loss",
            "11-dtmf              | Completed | ''",
            "12-registration      | Failed    | registration_rejected",
            "13-tcp               | Completed | ''",
            "14-two-legs          | Completed | ''",
            "15-ip-fragments      | Completed | ''",
            "16-ipv6              | Completed | ''",
            "17-vlan              | Completed | ''",
            "18-no-ack            | Completed | no_ack one_way_audio retransmissions",
            "19-retransmissions   | Completed | retransmissions late_media",
            "20-any-device-sll2   | Completed | ''",
            "21-any-device-sll    | Completed | ''",
            "22-hep               | Completed | ''"})
    void findsTheProblemsOfTheScenario(String scenario, String state, String problems) {
        DialogView dialog = dialog(scenario);
        assertThat(dialog.state()).isEqualTo(state);
        assertThat(dialog.diagnosis().problems()).extracting(DiagnosisView.Problem::code)
                .containsExactly(problems.isEmpty() ? new String[0] : problems.split(" "));
    }

    /** What the verdict must name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "01-good-call         | Completed after 11.1 s, ended by the caller.",
            "02-busy              | 486 Busy Here",
            "03-cancelled         | Cancelled by the caller",
            "04-no-answer         | nobody answered in 8.0 s of ringing",
            "05-carrier-503       | since 203.0.113.10:5060 had answered 503 Service Unavailable",
            "05-carrier-503       | cause=34",
            "05-carrier-503       | all circuits busy",
            "08-transfer          | A transfer to sip:15558672077@pbx.example.com",
            "09-one-way-audio-nat | The caller heard nothing: 402 packets went to 192.168.77.23:16686",
            "09-one-way-audio-nat | come from 203.0.113.77",
            "10-lossy-media       | Audio to the caller lost 4.6 % of its packets (29) between 10.20.1.12:16720",
            "12-registration      | 403 Forbidden",
            "18-no-ack            | The answer was never acknowledged",
            "19-retransmissions   | INVITE 2x",
            "20-any-device-sll2   | Media was not captured at this point"})
    void saysTheImportantThingFirst(String scenario, String words) {
        assertThat(dialog(scenario).diagnosis().summary()).contains(words);
    }

    /** Kamailio reported each of the 13 messages that were captured: witnesses, no copies. */
    @Test
    void showsACallWithTwoWitnesses() {
        DialogView call = dialog("22-hep");
        assertThat(call.agents()).containsExactly("import", "import/hep-2001");
        assertThat(call.msgCount()).isEqualTo(13);
        assertThat(call.timing().retransmits()).isZero();
    }

    @Test
    void tellsThatARegistrationWasTakenBack() {
        assertThat(dialogs()).filteredOn(d -> d.callId().equals("431f058d7e6b9de02c4a@10.20.1.12")).singleElement()
                .satisfies(d -> assertThat(d.diagnosis().summary()).isEqualTo("Unregistered by the client."));
    }

    @Test
    void tiesTheTwoLegsOfABackToBackUserAgentOnly() {
        Map<String, Integer> legs = new TreeMap<>();
        index.all(Row.CALLS).forEach(hit -> legs.merge(index.scenario(hit),
                ViewJson.read(hit.display(), DialogView.class).legs().size(), Math::max));
        assertThat(legs).containsEntry("14-two-legs", 2).containsEntry("08-transfer", 1);
        assertThat(legs.values()).filteredOn(count -> count > 1).hasSize(1);
        assertThat(dialog("14-two-legs").legs()).extracting(DialogView.LegView::reason)
                .anyMatch(reason -> reason.contains("header X-CID: a4033f54fbb7a31e7d95@10.20.1.11"))
                .anyMatch(reason -> reason.contains("Session-ID fcd789b173938d9c623dd0422ac245e3"));
    }

    @Test
    void readsTheKeysThatWerePressed() {
        List<String> digits = index.all(Row.STREAMS).stream()
                .map(hit -> ViewJson.read(hit.display(), StreamView.class)).filter(s -> !s.dtmf().isEmpty())
                .map(s -> s.src() + " " + String.join("", s.dtmf().stream().map(StreamView.Digit::digit).toList()))
                .toList();
        assertThat(digits).containsExactly("10.20.1.11:16768 1234#");
    }
}
