package io.sipvault.agent.hep;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Packets that wait to be sent: bounded, and whoever brings one never waits. Safe for use by many threads. */
final class ForwardQueue {
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_PACKETS = 16_384;

    private final Deque<byte[]> packets = new ArrayDeque<>();
    private int bytes;

    /** @return false when there is no room */
    synchronized boolean offer(byte[] packet) {
        if (packets.size() >= MOST_PACKETS || bytes + packet.length > MOST_BYTES) {
            return false;
        }
        packets.add(packet);
        bytes += packet.length;
        notifyAll();
        return true;
    }

    /** Waits for the next; null when none comes in time. */
    synchronized byte @Nullable [] poll(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            long left = patience.toNanos();
            while (packets.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = until - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] packet = packets.poll();
        bytes -= packet == null ? 0 : packet.length;
        return packet;
    }

    synchronized int size() {
        return packets.size();
    }
}
