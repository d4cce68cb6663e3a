package io.sipvault.web.ladder;

import io.sipvault.indexer.dialog.DialogFolder;
import io.sipvault.indexer.dialog.SipScript;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.fold.DialogReader.FoldedDialog;
import io.sipvault.indexer.view.IcmpView;
import io.sipvault.indexer.view.LogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.transport.Transport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Calls to draw. */
final class Calls {
    static final String HOSTILE = "\"><script>alert(1)</script>&\u202egnp.\u0000\u001b[31m\r\nX: \u2028\ud83d\ude00\u05d0\ud800"
            + "\u0300".repeat(40) + "'\"]]>";

    private Calls() {}

    static FoldedDialog folded(SipScript script) {
        return folded(script.messages());
    }

    static FoldedDialog folded(List<WitnessedMessage> messages) {
        String callId = messages.getFirst().message().callId();
        return new FoldedDialog(DialogFolder.foldAll(callId, messages, SipScript.START_NS).getFirst(), messages,
                Map.of());
    }

    /** Alice calls Bob by a proxy, he answers and hangs up; the proxy is left out of the rest. */
    static List<WitnessedMessage> proxied() {
        SipScript near = SipScript.call().hop("a", SipScript.CALLER, SipScript.PROXY).sdp("192.0.2.1", 4000).invite()
                .at(1).trying().at(901).ringing().at(3001).sdp("198.51.100.2", 6000).ok("INVITE");
        SipScript far = SipScript.call().hop("b", SipScript.PROXY, SipScript.CALLEE).at(2).sdp("192.0.2.1", 4000)
                .invite().at(900).ringing().at(3000).sdp("198.51.100.2", 6000).ok("INVITE");
        SipScript direct = SipScript.call().at(3010).request("ACK", true).at(9000).fromCallee().bye().at(9010).ok();
        return Stream.of(near, far, direct).flatMap(s -> s.messages().stream()).toList();
    }

    static SipScript busy() {
        return SipScript.call().sdp("192.0.2.1", 4000).invite().at(5).trying().at(40).respond(486, "Busy Here").at(50)
                .ackOfFailure();
    }

    /** INFO and its answer, again and again. */
    static SipScript endless(int requests) {
        SipScript script = SipScript.call().sdp("192.0.2.1", 4000).invite().at(20).sdp("198.51.100.2", 6000).ok()
                .at(30).ack();
        for (int i = 0; i < requests; i++) {
            script.at(1_000 + i * 100).request("INFO", true).at(1_010 + i * 100).ok();
        }
        return script.at(1_000 + requests * 100).bye().at(1_050 + requests * 100).ok();
    }

    /** An INVITE that a proxy sends to so many phones. */
    static SipScript forked(int phones) {
        SipScript script = SipScript.call().hop("a", SipScript.CALLER, SipScript.PROXY).sdp("192.0.2.1", 4000)
                .invite().at(1).trying();
        for (int i = 0; i < phones; i++) {
            script.hop("f" + i, SipScript.PROXY, SipScript.endpoint("198.51.100." + (i % 250 + 1), 5060 + i / 250 * 2))
                    .at(2 + i).forward("INVITE").calleeTag("phone-" + i).at(300 + i).ringing();
        }
        return script;
    }

    /** A call in which every text is an attack. */
    static SipScript hostile() {
        return SipScript.call("hostile<&>" + "\u202e" + "x".repeat(400), "import")
                .users("<b>\u202eeve\u0007" + "e".repeat(500), "\u05d0\u05d1'\"&" + "m".repeat(500))
                .with("User-Agent: " + HOSTILE.replace("\r\n", " ")).invite().at(10)
                .respond(180, "Ringing \ud83d\ude00 \u202e\u0000]]>").at(20)
                .respond(486, "</text><script>" + "a".repeat(500)).at(30)
                .request("B" + "A".repeat(499), false);
    }

    static FoldedDialog over(Transport transport, SipScript script) {
        return folded(script.messages().stream().map(m -> {
            SipObservation o = m.observation();
            Flow flow = new Flow(transport, o.flow().source(), o.flow().destination());
            return new WitnessedMessage(m.vantage(), m.chunkId(), new SipObservation(o.timeNs(), flow, o.ipId(),
                    o.length(), o.contentHash(), o.packetOffsets(), o.text()), m.message());
        }).toList());
    }

    /** Read from JSON, since a view has many figures that do not matter here. */
    static StreamView stream(String ssrc, String source, String destination, long fromMs, long toMs, String more) {
        return ViewJson.read(String.format(Locale.ROOT, """
                {"schema_version": 1, "ssrc": "%s", "codec": "PCMU", "payload_type": 0, "src": "%s", "dst": "%s",
                 "octets": 0, "jitter_ms": 0, "orphaned": false, "first_seen": "%s", "last_seen": "%s",
                 "quality_intervals": [], "expected": 0, "duplicate": 0, "reordered": 0, "discarded": 0,
                 "jitter_mean_ms": 0, "jitter_max_ms": 0, "dtmf": [], "toward": "callee", "ptime_ms": 20,
                 "burst_r": 1, "max_gap_ms": 0, "payload_types": [], %s}""", ssrc, source, destination,
                ViewJson.instant(SipScript.ns(fromMs)), ViewJson.instant(SipScript.ns(toMs)), more), StreamView.class);
    }

    static StreamView goodStream(String source, String destination) {
        return stream("0x00000001", source, destination, 3100, 8900,
                "\"packets\": 290, \"lost\": 0, \"loss_pct\": 0.0, \"mos\": 4.41, \"agent\": \"import\"");
    }

    /** Bob's port is closed, says this host. */
    static IcmpView icmp(String reporter) {
        return new IcmpView(ViewJson.instant(SipScript.ns(60)), ViewJson.instant(SipScript.ns(90)), 3, reporter,
                "port unreachable", 3, 3, "192.0.2.1:5060", "198.51.100.2:5060", "SIP", null, 400);
    }

    static LogView log(long atMs, String text) {
        return new LogView(ViewJson.instant(SipScript.ns(atMs)), "pbx.log", "import", 0, text);
    }

    static Ladder ladder(SipScript script) {
        return ladder(script.messages());
    }

    static Ladder ladder(List<WitnessedMessage> messages) {
        return new LadderBuilder().leg(folded(messages)).build();
    }
}
