package io.sipvault.ingest.traffic;

import io.sipvault.ingest.transport.Endpoint;
import java.util.List;
import java.util.SplittableRandom;

/** One call: its outcome, its signalling on one hop or two, and its media. */
final class CallPlan {
    /** How a call ends. */
    enum Outcome {
        ANSWERED, BUSY, CANCELLED, FAILED
    }

    private static final String DOMAIN = "voice.example.net";
    private static final String ALLOW = "Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, UPDATE\r\n";
    private static final long T1_NS = 500_000_000;
    private static final int MEAN_TALK_MS = 120_000;

    private final Scene scene;
    private final SplittableRandom random;
    private final Outcome outcome;
    private final List<Hop> hops;
    private final DialogScript script;
    private final String caller;
    private final String uri;
    private final Endpoint callerMedia;
    private final Endpoint calleeMedia;
    private long timeNs;

    CallPlan(Scene scene, SplittableRandom random, Outcome outcome, long startNs) {
        this.scene = scene;
        this.random = random;
        this.outcome = outcome;
        timeNs = startNs;
        boolean tcp = Scene.chance(random, scene.profile.tcpShare());
        int callerAddress = Names.callerAddress(random);
        int calleeAddress = Names.calleeAddress(random);
        hops = hops(callerAddress, calleeAddress, tcp);
        callerMedia = Endpoint.ofV4(callerAddress, mediaPort());
        calleeMedia = Endpoint.ofV4(calleeAddress, mediaPort());
        caller = Names.number(random);
        boolean hotline = scene.profile.mix() == TrafficProfile.Mix.OUTCOMES && random.nextInt(10) == 0;
        String callee = hotline ? Names.hotline(random) : Names.number(random);
        uri = "sip:+" + callee + "@" + hops.getFirst().callee().address();
        script = new DialogScript(random, hops,
                "\"" + Names.displayName(random) + "\" <" + Names.uri(random, caller, DOMAIN) + ">",
                "<" + Names.uri(random, callee, DOMAIN) + ">");
    }

    private int mediaPort() {
        return 10_000 + 2 * random.nextInt(20_000);
    }

    /** Directly, up to a proxy, or through it: in the last case both its sides are captured. */
    private List<Hop> hops(int callerAddress, int calleeAddress, boolean tcp) {
        int proxy = Names.proxyAddress(random);
        boolean withMedia = scene.profile.mix() == TrafficProfile.Mix.CALLS;
        return switch (random.nextInt(4)) {
            case 0 -> List.of(Scene.hop(callerAddress, calleeAddress, tcp, random));
            case 1 -> withMedia
                    ? List.of(Scene.hop(callerAddress, proxy, tcp, random),
                            Scene.hop(proxy, calleeAddress, tcp, random))
                    : List.of(Scene.hop(callerAddress, proxy, tcp, random));
            default -> List.of(Scene.hop(callerAddress, proxy, tcp, random));
        };
    }

    void schedule() {
        Transaction invite = invite();
        switch (outcome) {
            case ANSWERED -> answered(invite);
            case BUSY -> rejected(invite, "486 Busy Here", "");
            case CANCELLED -> cancelled(invite);
            case FAILED -> failed(invite);
        }
        hops.forEach(hop -> scene.carry(hop, random));
    }

    private Transaction invite() {
        Transaction invite = script.begin("INVITE", true);
        String offer = SdpText.of(callerMedia, random, Scene.chance(random, scene.profile.fragmentShare()));
        String identity = random.nextBoolean()
                ? "P-Asserted-Identity: <sip:+" + caller + "@" + DOMAIN + ">\r\n"
                : "";
        String headers = contact(true) + identity + ALLOW + "Supported: timer, replaces\r\n";
        script.request(timeNs, invite, uri, false, headers, offer);
        if (!hops.getFirst().tcp() && random.nextInt(100) == 0) {
            timeNs += T1_NS;
            script.request(timeNs, invite, uri, false, headers, offer);
        }
        timeNs += Scene.about(random, 10);
        script.response(timeNs, invite, "100 Trying", "", "");
        return invite;
    }

    private String contact(boolean ofCaller) {
        Endpoint at = ofCaller ? hops.getFirst().caller() : hops.getLast().callee();
        return "Contact: <sip:" + at + (hops.getFirst().tcp() ? ";transport=tcp" : "") + ">\r\n";
    }

    private void ringing(Transaction invite) {
        timeNs += Scene.about(random, 900);
        script.response(timeNs, invite, "180 Ringing", contact(false), "");
    }

    private void answered(Transaction invite) {
        ringing(invite);
        timeNs += Scene.about(random, 5_000);
        script.response(timeNs, invite, "200 OK", contact(false) + ALLOW, SdpText.of(calleeMedia, random, false));
        long answerNs = timeNs;
        timeNs += Scene.about(random, 30);
        script.request(timeNs, script.ackOf(invite), uri, true, "", "");
        talk(answerNs);
        boolean byCaller = random.nextBoolean();
        Transaction bye = script.begin("BYE", byCaller);
        script.request(timeNs, bye, byCaller ? uri : "sip:" + hops.getFirst().caller(), true, "", "");
        timeNs += Scene.about(random, 20);
        script.response(timeNs, bye, "200 OK", "", "");
    }

    private void talk(long answerNs) {
        if (scene.profile.media().isZero()) {
            timeNs += Scene.about(random, MEAN_TALK_MS);
            return;
        }
        long mediaNs = Scene.about(random, scene.profile.media().toMillis());
        new MediaPlan(scene, random, callerMedia, calleeMedia).schedule(answerNs + 25_000_000, mediaNs);
        timeNs = answerNs + mediaNs + 200_000_000;
    }

    private void rejected(Transaction invite, String status, String headers) {
        timeNs += Scene.about(random, 400);
        script.response(timeNs, invite, status, headers, "");
        timeNs += Scene.about(random, 10);
        script.request(timeNs, invite.as("ACK"), uri, true, "", "");
    }

    private void failed(Transaction invite) {
        switch (random.nextInt(4)) {
            case 0 -> rejected(invite, "404 Not Found", "Reason: Q.850;cause=1;text=\"Unallocated number\"\r\n");
            case 1 -> rejected(invite, "503 Service Unavailable", "Retry-After: 30\r\n");
            case 2 -> rejected(invite, "488 Not Acceptable Here", "Warning: 304 pbx \"Media type not available\"\r\n");
            default -> rejected(invite, "480 Temporarily Unavailable", "");
        }
    }

    private void cancelled(Transaction invite) {
        ringing(invite);
        timeNs += Scene.about(random, 12_000);
        Transaction cancel = invite.as("CANCEL");
        script.request(timeNs, cancel, uri, false, "", "");
        timeNs += Scene.about(random, 8);
        script.response(timeNs, cancel, "200 OK", "", "");
        timeNs += 300_000;
        rejected(invite, "487 Request Terminated", "");
    }
}
