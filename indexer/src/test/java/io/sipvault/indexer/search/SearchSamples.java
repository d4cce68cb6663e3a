package io.sipvault.indexer.search;

import io.sipvault.indexer.dialog.SipScript;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.fold.FoldedArchive;
import io.sipvault.ingest.fragment.LogEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Calls, a registration and log lines for searches, from noon of 2026-03-01 on. */
final class SearchSamples {
    static final long DAY_MS = 86_400_000L;

    private SearchSamples() {}

    /** Answered, one minute of talk. */
    static SipScript answered() {
        return SipScript.call("answered@pbx.example.net", "edge-1").users("+15554430191", "2001").at(0)
                .with("User-Agent: Yealink SIP-T46S 66.85").sdp("192.0.2.1", 4_000).invite().at(50).trying().at(900)
                .ringing().at(4_000).sdp("198.51.100.2", 5_000).ok().at(4_050).ack().at(64_000).bye().at(64_020).ok();
    }

    /** Busy. */
    static SipScript busy() {
        return SipScript.call("busy@pbx.example.net", "edge-1").users("2001", "0044 20 7946 0018".replace(" ", ""))
                .at(600_000).with("User-Agent: Zoiper rv2").invite().at(600_400)
                .with("Reason: Q.850;cause=17;text=\"User busy\"").respond(486, "Busy Here").at(600_450).ackOfFailure();
    }

    /** A carrier's failure, from another address, on the next day. */
    static SipScript failed() {
        return SipScript.call("failed@sbc.example.org", "edge-2").users("alice", "bob")
                .addresses(SipScript.endpoint("203.0.113.77", 5_080), SipScript.endpoint("2001:db8::5", 5_060))
                .at(DAY_MS).invite().at(DAY_MS + 200).with("Warning: 399 sbc \"no trunk left\"")
                .respond(503, "Service Unavailable").at(DAY_MS + 210).ackOfFailure();
    }

    static SipScript registration() {
        return SipScript.call("registration@phone", "edge-1").users("alice", "alice").at(120_000)
                .register("<sip:alice@192.0.2.1>;expires=300").at(120_050)
                .with("Contact: <sip:alice@192.0.2.1>;expires=300").ok();
    }

    static List<LogEntry.Line> lines() {
        return List.of(line(100, "DEBUG [answered@pbx.example.net] dialplan: route to queue support"),
                line(200, "WARN trunk overload, Call-ID:nobody@nowhere"),
                line(600_100, "ERROR callid=busy@pbx.example.net, extension in do-not-disturb"),
                line(600_200, "NOTICE number 442079460018 unreachable at desk"),
                line(2 * DAY_MS, "INFO contact of ci=registration@phone expired"),
                line(5 * DAY_MS, "NOTICE number 442079460018 unreachable at desk"));
    }

    private static LogEntry.Line line(long milliseconds, String text) {
        return new LogEntry.Line(SipScript.ns(milliseconds), 0, text);
    }

    static FoldedArchive archive(Path folder) {
        List<WitnessedMessage> first = new ArrayList<>(answered().messages());
        first.addAll(busy().messages());
        first.addAll(registration().messages());
        return new FoldedArchive(folder).sip("edge-1-1", first).sip("edge-2-1", failed().messages())
                .log("pbx-1", "pbx", lines()).fold("edge-1-1", "edge-2-1", "pbx-1");
    }

    /** Calls in groups that begin at the same nanosecond, over days, and some at times that cannot be believed. */
    static FoldedArchive crowd(Path folder, int days, int perDay) {
        List<WitnessedMessage> all = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            for (int i = 0; i < perDay; i++) {
                all.addAll(SipScript.call("c" + day + "-" + i, "edge-1").at((double) day * DAY_MS + i / 5 * 1_000)
                        .invite().messages());
            }
        }
        double nineties = -30 * 365.25 * DAY_MS;
        for (int i = 0; i < 3; i++) {
            all.addAll(SipScript.call("old" + i, "edge-1").at(nineties + i / 2).invite().messages());
        }
        return new FoldedArchive(folder).sip("crowd", all).fold("crowd");
    }
}
