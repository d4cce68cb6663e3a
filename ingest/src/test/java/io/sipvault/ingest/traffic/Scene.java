package io.sipvault.ingest.traffic;

import io.sipvault.ingest.transport.Endpoint;
import java.util.SplittableRandom;

/** What the dialogs of a capture share: where they put their packets, and what the profile asks for. */
final class Scene {
    private static final int SIP_PORT = 5060;

    final TrafficProfile profile;
    final Timeline timeline;
    final FrameWriter frames;
    final LedgerBook book;
    private final UdpCarrier udp;
    private final TcpCarrier tcp;

    Scene(TrafficProfile profile, Timeline timeline, FrameWriter frames, LedgerBook book) {
        this.profile = profile;
        this.timeline = timeline;
        this.frames = frames;
        this.book = book;
        udp = new UdpCarrier(timeline, frames, book);
        tcp = new TcpCarrier(timeline, frames, book);
    }

    /** A hop between two addresses; the share of TCP was drawn before, for all hops of a dialog alike. */
    static Hop hop(int caller, int callee, boolean overTcp, SplittableRandom random) {
        int port = overTcp ? 20_000 + random.nextInt(40_000) : SIP_PORT;
        return new Hop(Endpoint.ofV4(caller, port), Endpoint.ofV4(callee, SIP_PORT), overTcp);
    }

    void carry(Hop hop, SplittableRandom random) {
        if (hop.tcp()) {
            tcp.carry(hop, random);
        } else {
            udp.carry(hop);
        }
    }

    static boolean chance(SplittableRandom random, double share) {
        return random.nextDouble() < share;
    }

    /** Between half and one and a half of a mean, in ns. */
    static long about(SplittableRandom random, long meanMs) {
        return Math.round(meanMs * 1e6 * (0.5 + random.nextDouble()));
    }
}
