package io.sipvault.indexer.fold;

import io.sipvault.indexer.fold.Wire.Host;
import io.sipvault.ingest.wire.ByteSink;
import java.util.random.RandomGenerator;

/**
 * Two ends that send each other sender reports with a block on the other's stream, and at last a BYE.
 *
 * @param portOffset
 *            0 where RTCP shares the ports of RTP, 1 where it uses those above
 * @param toCallee
 *            SSRC of the caller's stream
 * @param toCaller
 *            SSRC of the callee's stream
 */
record RtcpTalk(int portOffset, int toCallee, int toCaller) {
    private static final long MS = 1_000_000L;
    private static final long EVERY_NS = 2000 * MS;
    private static final long NS_PER_S = 1_000_000_000L;

    void between(Wire wire, long startNs, Host caller, Host callee, int rounds, RandomGenerator random) {
        Host a = caller.at(caller.port() + portOffset);
        Host b = callee.at(callee.port() + portOffset);
        long before = 0;
        for (int i = 1; i <= rounds; i++) {
            long time = startNs + i * EVERY_NS;
            wire.udp(time, a, b, report(time, toCallee, toCaller, before, time - before - 30 * MS, i));
            before = time + 200 * MS + random.nextInt(100) * MS;
            wire.udp(before, b, a, report(before, toCaller, toCallee, time, before - time - 20 * MS, i));
        }
        wire.udp(startNs + (rounds + 1) * EVERY_NS, a, b, bye(toCallee));
    }

    /**
     * A sender report.
     *
     * @param answersNs
     *            when the report that this one answers was sent; 0 when none was
     * @param heldNs
     *            how long ago that one came in
     */
    static byte[] report(long timeNs, int ssrc, int about, long answersNs, long heldNs, int lost) {
        ByteSink out = new ByteSink(64);
        out.i32(0x81c8_000c);
        out.i32(ssrc);
        out.i64(ntp(timeNs));
        out.i32(0);
        out.i32(100 * lost);
        out.i32(16_000 * lost);
        out.i32(about);
        out.i32(lost << 24 | lost);
        out.i32(1000 + lost);
        out.i32(40);
        out.i32(answersNs == 0 ? 0 : (int) (ntp(answersNs) >>> 16));
        out.i32(answersNs == 0 ? 0 : (int) ((heldNs << 16) / NS_PER_S));
        return out.toByteArray();
    }

    static byte[] bye(int ssrc) {
        ByteSink out = new ByteSink(16);
        out.i32(0x81cb_0001);
        out.i32(ssrc);
        return out.toByteArray();
    }

    private static long ntp(long timeNs) {
        return timeNs / NS_PER_S << 32 | (timeNs % NS_PER_S << 32) / NS_PER_S;
    }
}
