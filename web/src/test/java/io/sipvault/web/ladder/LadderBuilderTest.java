package io.sipvault.web.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.dialog.SipScript;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Transport;
import io.sipvault.web.ladder.LadderEvent.Gap;
import io.sipvault.web.ladder.LadderEvent.Marker;
import io.sipvault.web.ladder.LadderEvent.Message;
import io.sipvault.web.ladder.LadderEvent.Omission;
import io.sipvault.web.ladder.LadderEvent.StreamEnd;
import io.sipvault.web.ladder.LadderEvent.StreamStart;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderBuilderTest {
    private static <T extends LadderEvent> List<T> events(Ladder ladder, Class<T> kind) {
        return ladder.events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<String> labels(Ladder ladder) {
        return ladder.columns().stream().map(Ladder.Column::label).toList();
    }

    private static List<String> messages(Ladder ladder) {
        return events(ladder, Message.class).stream().map(m -> m.from() + ">" + m.to() + " " + m.label()).toList();
    }

    @Test
    void givesAProxyOneColumnWhetherItSendsOrReceives() {
        Ladder ladder = Calls.ladder(Calls.proxied());
        assertThat(labels(ladder)).containsExactly("192.0.2.1:5060", "192.0.2.99:5060", "198.51.100.2:5060");
        assertThat(messages(ladder)).containsExactly("0>1 INVITE SDP", "1>0 100 Trying", "1>2 INVITE SDP",
                "2>1 180 Ringing", "1>0 180 Ringing", "2>1 200 OK SDP", "1>0 200 OK SDP", "0>2 ACK", "2>0 BYE",
                "0>2 200 OK");
    }

    @Test
    void keepsTwoProgramsOfOneHostApart() {
        Endpoint out = SipScript.endpoint("192.0.2.99", 5062);
        Ladder ladder = Calls.ladder(SipScript.call().hop("a", SipScript.CALLER, SipScript.PROXY).invite()
                .hop("b", out, SipScript.CALLEE).at(2).forward("INVITE"));
        assertThat(labels(ladder)).containsExactly("192.0.2.1:5060", "192.0.2.99:5060", "192.0.2.99:5062",
                "198.51.100.2:5060");
    }

    @Test
    void joinsThePortOfAConnectionWithThePortThatItsHostListensOn() {
        Endpoint phone = SipScript.endpoint("192.0.2.1", 51_234);
        Endpoint outgoing = SipScript.endpoint("192.0.2.99", 40_001);
        Ladder ladder = new LadderBuilder().leg(Calls.over(Transport.TCP, SipScript.call()
                .hop("a", phone, SipScript.PROXY).invite().hop("b", outgoing, SipScript.CALLEE).at(2)
                .forward("INVITE").at(9).ringing())).build();
        assertThat(labels(ladder)).containsExactly("192.0.2.1:51234", "192.0.2.99:5060", "198.51.100.2:5060");
        assertThat(messages(ladder)).containsExactly("0>1 INVITE", "1>2 INVITE", "2>1 180 Ringing");
        assertThat(ladder.columns().get(1).endpoints()).containsExactly("192.0.2.99:5060", "192.0.2.99:40001");
    }

    @Test
    void tellsWhatWasSentAgainFromWhatWasCapturedTwice() {
        Ladder ladder = Calls.ladder(SipScript.call().invite().at(500).retransmit().at(500.02).mirror());
        assertThat(messages(ladder)).containsExactly("0>1 INVITE", "0>1 INVITE (again)", "0>1 INVITE (mirror)");
        assertThat(events(ladder, Message.class).stream().map(Message::retransmission)).containsExactly(false, true,
                false);
    }

    @Test
    void countsAChallengeAsQuestionAndNotAsFailure() {
        Ladder ladder = Calls.ladder(SipScript.call().invite().at(5).respond(407, "Proxy Authentication Required"));
        assertThat(events(ladder, Message.class).getLast().kind()).isEqualTo(MessageKind.CHALLENGE);
        assertThat(events(Calls.ladder(Calls.busy()), Message.class).get(2).kind())
                .isEqualTo(MessageKind.CLIENT_FAILURE);
    }

    @Test
    void putsLegsOnOneAxisInOrderOfTime() {
        SipScript second = SipScript.call("leg-2@b2bua", "import")
                .addresses(SipScript.CALLEE, SipScript.endpoint("203.0.113.9", 5060)).at(50).invite().at(70).ringing();
        Ladder ladder = new LadderBuilder().leg(Calls.folded(SipScript.call().invite().at(80).ringing()))
                .leg(Calls.folded(second)).build();
        assertThat(ladder.legs()).extracting(Ladder.Leg::mark).containsExactly("A", "B");
        assertThat(events(ladder, Message.class).stream().map(m -> m.leg() + "." + m.index())).containsExactly("0.0",
                "1.0", "1.1", "0.1");
        assertThat(messages(ladder)).containsExactly("0>1 INVITE", "1>2 INVITE", "2>1 180 Ringing", "1>0 180 Ringing");
    }

    @Test
    void namesTheProgramOfWhoWroteAMessageAndNotOfWhoPassedItOn() {
        Ladder ladder = Calls.ladder(SipScript.call().hop("a", SipScript.CALLER, SipScript.PROXY)
                .with("User-Agent: Phone/1").invite().hop("b", SipScript.PROXY, SipScript.CALLEE).at(1)
                .with("Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1").with("User-Agent: Phone/1").forward("INVITE")
                .at(500).with("Contact: <sip:bob@198.51.100.2>").with("User-Agent: Desk/2").ok("INVITE")
                .hop("a", SipScript.CALLER, SipScript.PROXY).at(501).with("Contact: <sip:bob@198.51.100.2>")
                .with("User-Agent: Desk/2").ok("INVITE"));
        assertThat(ladder.columns()).extracting(Ladder.Column::userAgent).containsExactly("Phone/1", "", "Desk/2");
    }

    @Test
    void putsMediaIntoTheColumnOfItsHostAndARelayIntoOneOfItsOwn() {
        Ladder ladder = new LadderBuilder().leg(Calls.folded(Calls.proxied()))
                .stream(Calls.goodStream("192.0.2.1:4000", "192.0.2.50:30000"))
                .stream(Calls.goodStream("[2001:db8::7]:9000", "192.0.2.50:30002")).build();
        assertThat(labels(ladder)).endsWith("192.0.2.50", "2001:db8::7").hasSize(5);
        assertThat(events(ladder, StreamStart.class).stream().map(s -> s.stream().from() + ">" + s.stream().to()))
                .containsExactly("0>3", "4>3");
        assertThat(events(ladder, StreamEnd.class)).hasSize(2);
    }

    @Test
    void makesOneLaneOfAStreamThatSeveralObserversSaw() {
        Ladder ladder = new LadderBuilder().leg(Calls.folded(Calls.proxied()))
                .stream(Calls.stream("0x1", "192.0.2.1:4000", "198.51.100.2:6000", 3100, 8900,
                        "\"packets\": 250, \"lost\": 40, \"loss_pct\": 13.8, \"mos\": 2.2, \"agent\": \"far\""))
                .stream(Calls.stream("0x1", "192.0.2.1:4000", "198.51.100.2:6000", 3100, 8900,
                        "\"packets\": 290, \"lost\": 0, \"loss_pct\": 0.0, \"mos\": null, \"agent\": \"near\""))
                .build();
        StreamLane lane = events(ladder, StreamStart.class).getFirst().stream();
        assertThat(events(ladder, StreamStart.class)).hasSize(1);
        assertThat(lane.label()).isEqualTo("RTP PCMU 290 packets");
        assertThat(lane.agents()).containsExactly("near", "far");
        assertThat(lane.isPoor()).isFalse();
    }

    @Test
    void saysForHowLongNothingCame() {
        List<Gap> gaps = events(Calls.ladder(Calls.proxied()), Gap.class);
        assertThat(gaps).extracting(g -> LadderTimes.duration(g.durationNs())).containsExactly("2.1 s", "6.0 s");
    }

    @Test
    void showsAnErrorBetweenTwoColumnsOrBesideThem() {
        Ladder ladder = new LadderBuilder().leg(Calls.folded(Calls.busy()))
                .marker(SipScript.ns(60), SipScript.CALLEE, SipScript.CALLER, "ICMP port unreachable")
                .marker(SipScript.ns(61), SipScript.endpoint("203.0.113.200", 1), SipScript.CALLER, "ICMP too far")
                .marker(SipScript.ns(62), null, null, "the agent restarted").build();
        assertThat(events(ladder, Marker.class).stream().map(m -> m.from() + ">" + m.to() + " " + m.text()))
                .containsExactly("1>0 ICMP port unreachable", "-1>-1 ICMP too far", "-1>-1 the agent restarted");
    }

    @Test
    void showsAnIcmpErrorAsAnArrowOfWhoRefused() {
        Ladder ladder = new LadderBuilder().leg(Calls.folded(Calls.busy()))
                .icmp(Calls.icmp("198.51.100.2")).icmp(Calls.icmp("203.0.113.254")).build();
        assertThat(events(ladder, Marker.class).stream().map(m -> m.from() + ">" + m.to() + " " + m.text()))
                .containsExactly("1>0 ICMP port unreachable 3x (SIP)", "-1>-1 ICMP port unreachable 3x"
                        + " (SIP 192.0.2.1:5060 > 198.51.100.2:5060) from 203.0.113.254");
    }

    @Test
    void takesTheTimeOffLogLines() {
        Ladder ladder = new LadderBuilder().leg(Calls.folded(Calls.busy()))
                .logLine(Calls.log(1, "Mar  1 12:00:00 sbc1 kamailio[7]: busy"))
                .logLine(Calls.log(2, "2026-03-01T12:00:00.123456+00:00 media1: gone"))
                .logLine(Calls.log(3, "12 o'clock, no time")).build();
        assertThat(events(ladder, LadderEvent.LogLine.class)).extracting(LadderEvent.LogLine::text)
                .containsExactly("sbc1 kamailio[7]: busy", "media1: gone", "12 o'clock, no time");
    }

    @Test
    void tellsWhoSawAMessage() {
        SipScript script = SipScript.call().invite();
        List<WitnessedMessage> all = new ArrayList<>(script.messages());
        all.addAll(script.alsoSeenBy("edge", 1_000_000));
        Ladder ladder = new LadderBuilder().leg(Calls.folded(all)).build();
        assertThat(events(ladder, Message.class)).hasSize(1);
        assertThat(events(ladder, Message.class).getFirst().agents()).containsExactlyInAnyOrder("import", "edge");
    }

    @Test
    void leavesTheMiddleOutOfACallThatIsTooLong() {
        Ladder ladder = Calls.ladder(Calls.endless(500)).limited(100, 8);
        assertThat(ladder.events()).hasSize(101);
        assertThat(events(ladder, Omission.class)).singleElement()
                .satisfies(o -> assertThat(o.messages()).isEqualTo(1_005 - 100));
        assertThat(events(ladder, Message.class).getFirst().label()).isEqualTo("INVITE SDP");
        assertThat(events(ladder, Message.class).get(98).label()).isEqualTo("BYE");
    }

    @Test
    void makesOneColumnOfTheHostsThatHaveNoPlace() {
        Ladder ladder = Calls.ladder(Calls.forked(40)).limited(500, 8);
        assertThat(ladder.columns()).hasSize(8);
        assertThat(ladder.columns().getLast().label()).isEqualTo("35 more hosts");
        assertThat(events(ladder, Message.class)).allSatisfy(m -> {
            assertThat(m.from()).isBetween(0, 7);
            assertThat(m.to()).isBetween(0, 7);
        });
    }

    @Test
    void drawsNothingOfNothing() {
        Ladder ladder = new LadderBuilder().build();
        assertThat(ladder.events()).isEmpty();
        assertThat(TextLadder.lines(ladder)).hasSize(1);
        assertThat(SvgLadder.draw(ladder, Theme.LIGHT)).contains("<svg");
        assertThat(PngLadder.draw(ladder, Theme.LIGHT, 1)).isNotEmpty();
    }
}
