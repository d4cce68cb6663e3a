package io.sipvault.ingest.traffic;

import io.sipvault.ingest.transport.Endpoint;
import java.util.SplittableRandom;

/** The two RTP streams of a call, each with RTCP reports from its sender. */
final class MediaPlan {
    private static final int PCMU = 0;
    private static final int PCMA = 8;

    private final Scene scene;
    private final SplittableRandom random;
    private final Endpoint caller;
    private final Endpoint callee;

    MediaPlan(Scene scene, SplittableRandom random, Endpoint caller, Endpoint callee) {
        this.scene = scene;
        this.random = random;
        this.caller = caller;
        this.callee = callee;
    }

    void schedule(long startNs, long durationNs) {
        int packets = Math.max(1, (int) (durationNs / RtpStream.PACKET_NS));
        int payloadType = random.nextInt(3) == 0 ? PCMU : PCMA;
        RtpStream forward = new RtpStream(scene, random.split(), caller, callee, payloadType, packets);
        RtpStream backward = new RtpStream(scene, random.split(), callee, caller, payloadType, packets);
        if (random.nextInt(10) == 0) {
            forward.dial(digits());
        }
        forward.begin(startNs);
        backward.begin(startNs + random.nextInt(30_000_000));
        new RtcpSender(scene, forward, backward, startNs + durationNs).begin(startNs);
        new RtcpSender(scene, backward, forward, startNs + durationNs).begin(startNs + 700_000_000);
    }

    private String digits() {
        StringBuilder digits = new StringBuilder();
        for (int i = 3 + random.nextInt(4); i > 0; i--) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.append('#').toString();
    }
}
