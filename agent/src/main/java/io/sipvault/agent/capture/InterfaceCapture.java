package io.sipvault.agent.capture;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/** Reads the packets of one interface, as long as it is told to: the duty of one thread. */
public final class InterfaceCapture implements Runnable {
    private static final long DROPS_EVERY_NS = 1_000_000_000L;

    private static final long LAST_PACKETS_NS = 2_000_000_000L;

    private final LiveInterface source;
    private final PacketFilter filter;
    private final LongConsumer drops;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final PacketCounts counts = new PacketCounts();
    private volatile long stoppedNs;
    private long dropsSoFar;
    private long lastLookNs = System.nanoTime();

    /**
     * @param announcedOnly
     *            whether media counts only at endpoints that SDP named
     * @param drops
     *            told every second how many packets more the kernel dropped, if any
     */
    public InterfaceCapture(LiveInterface source, MediaPolicy media, boolean announcedOnly, Destination destination,
            LongConsumer drops) {
        this.source = source;
        this.filter = new PacketFilter(media, announcedOnly, destination, counts);
        this.drops = drops;
    }

    @Override
    public void run() {
        int linkType = source.linkType();
        try {
            boolean more = true;
            while (more) {
                boolean found = source.next();
                if (found) {
                    filter.packet(source.frame(), source.capturedLength(), source.originalLength(), linkType,
                            source.timeNs());
                }
                lookAtDrops();
                more = !stopped.get() || found && System.nanoTime() - stoppedNs < LAST_PACKETS_NS;
            }
        } finally {
            tellDrops();
            source.close();
        }
    }

    private void lookAtDrops() {
        long now = System.nanoTime();
        if (now - lastLookNs >= DROPS_EVERY_NS) {
            lastLookNs = now;
            tellDrops();
        }
    }

    private void tellDrops() {
        long all = source.drops();
        if (all > dropsSoFar) {
            drops.accept(all - dropsSoFar);
            dropsSoFar = all;
        }
    }

    /** Ends it as soon as what the kernel has kept is read, within two seconds. */
    public void stop() {
        stoppedNs = System.nanoTime();
        stopped.set(true);
    }

    public PacketCounts counts() {
        return counts;
    }

    public String interfaceName() {
        return source.name();
    }
}
