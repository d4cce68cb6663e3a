package io.sipvault.agent.capture;

import io.sipvault.agent.collect.Collector;
import io.sipvault.agent.collect.PacketSink;
import io.sipvault.agent.collect.SignallingTap;
import io.sipvault.agent.collect.StopSignal;
import io.sipvault.ingest.error.ForensicException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the packets of one interface, as long as it is told to: the duty of one thread. An interface that goes away is opened
 * again when it is back.
 */
public final class InterfaceCapture implements Collector {
    private static final Logger LOG = LoggerFactory.getLogger(InterfaceCapture.class);
    private static final long DROPS_EVERY_NS = 100_000_000L;
    private static final long LAST_PACKETS_NS = 2_000_000_000L;
    private static final Duration REOPEN_EVERY = Duration.ofSeconds(1);

    private final Supplier<LiveInterface> opener;
    private final PacketFilter filter;
    private final CaptureEvents events;
    private final StopSignal stopped = new StopSignal();
    private final PacketCounts counts = new PacketCounts();
    private final String name;
    private LiveInterface source;
    private volatile long stoppedNs;
    private long dropsSoFar;
    private long lastLookNs = System.nanoTime();

    /** What whoever keeps the packets should know, too. */
    public interface CaptureEvents {
        /** The kernel dropped packets more. */
        void dropped(long packets);

        /** An interface is gone, from now on nothing is captured on it. */
        void lost(String name);

        /** It is captured again. */
        void back(String name);
    }

    /**
     * Opens the interface.
     *
     * @param opener
     *            opens it, also again
     * @param observers
     *            learn from messages, and say what media is kept
     * @param tap
     *            sees what is kept of signalling, too
     */
    public InterfaceCapture(Supplier<LiveInterface> opener, MediaPolicy media, MessageObservers observers,
            PacketSink destination, SignallingTap tap, CaptureEvents events) {
        this.opener = opener;
        this.source = opener.get();
        this.name = source.name();
        this.filter = new PacketFilter(media, observers, destination, tap, counts);
        this.events = events;
    }

    @Override
    public void run() {
        while (!isStopped()) {
            try {
                read();
            } catch (ForensicException e) {
                LOG.error("{} It is opened again when it is back", e.getMessage());
                events.lost(name);
                reopen();
            }
        }
    }

    private void read() {
        int linkType = source.linkType();
        try {
            boolean more = true;
            while (more) {
                boolean found = source.next();
                if (found) {
                    take(linkType);
                }
                lookAtDrops();
                more = !isStopped() || found && System.nanoTime() - stoppedNs < LAST_PACKETS_NS;
            }
        } finally {
            tellDrops();
            source.close();
        }
    }

    private void take(int linkType) {
        try {
            filter.packet(source.frame(), source.capturedLength(), source.originalLength(), linkType, source.timeNs());
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException
                | NullPointerException e) {
            // a packet that the dissection fails at must not end the capture
            counts.failed();
            LOG.warn("a packet of {} could not be told and is not kept: {}", name, e.toString());
        }
    }

    private void reopen() {
        boolean back = false;
        while (!back && !isStopped()) {
            stopped.pause(REOPEN_EVERY);
            try {
                source = opener.get();
                dropsSoFar = 0;
                events.back(name);
                back = true;
            } catch (ForensicException e) {
                LOG.debug("{}", e.getMessage());
            }
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
            events.dropped(all - dropsSoFar);
            dropsSoFar = all;
        }
    }

    private boolean isStopped() {
        return stopped.isStopped();
    }

    /** Ends it as soon as what the kernel has kept is read, within two seconds. */
    @Override
    public void stop() {
        stoppedNs = System.nanoTime();
        stopped.stop();
    }

    public PacketCounts counts() {
        return counts;
    }

    @Override
    public String name() {
        return name;
    }
}
