package io.sipvault.web.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.dialog.SipScript;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextLadderTest {
    @Test
    void drawsArrowsBetweenHosts() {
        assertThat(TextLadder.lines(Calls.ladder(Calls.busy()))).containsExactly(
                "                     192.0.2.1:5060            198.51.100.2:5060",
                "12:00:00.000                |--------INVITE SDP-------->|",
                "12:00:00.005                |<-------100 Trying---------|",
                "12:00:00.040                |<------486 Busy Here-------|",
                "12:00:00.050                |------------ACK----------->|");
    }

    @Test
    void keepsTheDirectionOfALabelThatIsWiderThanItsArrow() {
        List<String> lines = TextLadder.lines(Calls.ladder(SipScript.call().invite().at(5).respond(407,
                "Proxy Authentication Required By Somebody Else")));
        assertThat(lines.getLast()).contains("<- 407 Proxy Authentication Required By Somebody Else");
    }

    @Test
    void showsMediaAndSilence() {
        List<String> lines = TextLadder.lines(new LadderBuilder().leg(Calls.folded(Calls.proxied()))
                .stream(Calls.goodStream("192.0.2.1:4000", "198.51.100.2:6000")).build());
        assertThat(lines).anyMatch(l -> l.matches("12:00:03\\.100 +\\|=+RTP PCMU 290 packets, MOS 4\\.41=+>\\|"))
                .anyMatch(l -> l.matches("12:00:08\\.900 +\\|\\.+RTP ends, 5\\.8 s\\.+>\\|"))
                .anyMatch(l -> l.matches(" +\\(5\\.8 s\\) +: +: +:"));
    }

    @Test
    void givesNothingToATerminalThatCouldSteerIt() {
        String text = String.join("\n", TextLadder.lines(new LadderBuilder().leg(Calls.folded(Calls.hostile()))
                .logLine(Calls.log(15, Calls.HOSTILE)).build()));
        assertThat(text.codePoints().filter(c -> c != '\n').mapToObj(Character::getType)).doesNotContain(
                (int) Character.CONTROL, (int) Character.FORMAT, (int) Character.SURROGATE,
                (int) Character.LINE_SEPARATOR);
    }

    @Test
    void isNeverWiderThanItsColumns() {
        for (int hosts : new int[]{1, 2, 5, 6, 40}) {
            assertThat(TextLadder.lines(Calls.ladder(Calls.forked(hosts))))
                    .allSatisfy(l -> assertThat(VisibleText.cells(l)).isLessThanOrEqualTo(14 + 8 * 22));
        }
    }

    @Test
    void saysHowManyEventsAreLeftOut() {
        List<String> lines = TextLadder.lines(Calls.ladder(Calls.endless(1_000)));
        assertThat(lines).hasSize(502).anyMatch(l -> l.endsWith("... 1505 events left out, 1505 of them messages"));
        assertThat(lines.getLast()).contains("200 OK");
    }

    @Test
    void namesTheLegOfEachMessageWhenThereAreSeveral() {
        SipScript second = SipScript.call("leg-2@b2bua", "import").at(50).invite();
        List<String> lines = TextLadder.lines(new LadderBuilder().leg(Calls.folded(SipScript.call().invite()))
                .leg(Calls.folded(second)).build());
        assertThat(lines.subList(0, 2)).containsExactly("leg A   call-1@example.com", "leg B   leg-2@b2bua");
        assertThat(lines.getLast()).contains("B INVITE");
    }
}
