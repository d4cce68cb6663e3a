package io.sipvault.agent.hep;

import io.sipvault.agent.collect.Collector;
import io.sipvault.agent.collect.StopSignal;
import io.sipvault.agent.config.HepAddress;
import io.sipvault.agent.config.HepAddress.Transport;
import io.sipvault.agent.upload.Backoff;
import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is forwarded, on a thread of its own. A collector that is away is tried again after half a second to a minute. */
final class HepForwarder implements Collector {
    private static final Logger LOG = LoggerFactory.getLogger(HepForwarder.class);
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final long WARN_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final HepAddress to;
    private final @Nullable SSLContext tls;
    private final ForwardQueue queue = new ForwardQueue();
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final StopSignal stopped = new StopSignal();
    private final AtomicLong noRoom = new AtomicLong();
    private final AtomicLong tooLarge = new AtomicLong();
    private final AtomicLong looped = new AtomicLong();
    private volatile @Nullable ForwardLink link;
    private volatile @Nullable String trouble;
    private volatile long sent;
    private volatile long failed;
    private volatile long stoppedNanos;
    private long failedNanos;
    private long lostWhenWarned;
    private long warnedNanos = System.nanoTime() - WARN_EVERY_NANOS;

    /** @param tls null without */
    HepForwarder(HepAddress to, @Nullable SSLContext tls) {
        this.to = to;
        this.tls = tls;
    }

    /** Takes a packet if there is room for it; null counts as too large. */
    void offer(byte @Nullable [] packet) {
        if (packet == null || isUdp() && packet.length > CarrierPacket.MOST_PAYLOAD) {
            tooLarge.incrementAndGet();
        } else if (!queue.offer(packet)) {
            noRoom.incrementAndGet();
        }
    }

    void looped() {
        looped.incrementAndGet();
    }

    boolean isBetween(Endpoint source, Endpoint destination) {
        ForwardLink open = link;
        return open != null && (open.local().equals(source) && open.remote().equals(destination)
                || open.remote().equals(source) && open.local().equals(destination));
    }

    ForwardStatus status() {
        return new ForwardStatus(to.toString(), sent, queue.size(), noRoom.get(), tooLarge.get(), failed,
                looped.get(), trouble);
    }

    @Override
    public String name() {
        return "HEP to " + to;
    }

    @Override
    public void run() {
        while (goesOn()) {
            byte[] packet = queue.poll(isStopped() ? Duration.ZERO : WAIT);
            if (packet != null) {
                send(packet);
            }
            lookAtLosses();
        }
        close();
    }

    /** After a stop what waits is sent, for a while, if the collector is there. */
    private boolean goesOn() {
        return !isStopped() || queue.size() > 0 && isInFarewell();
    }

    private boolean isStopped() {
        return stopped.isStopped();
    }

    private boolean isInFarewell() {
        return System.nanoTime() - stoppedNanos < FAREWELL.toNanos();
    }

    /** Until it is sent: what waits behind it would come no further either. */
    private void send(byte[] packet) {
        boolean done = false;
        while (!done && (!isStopped() || link != null && isInFarewell())) {
            try {
                opened().send(packet);
                done = true;
                sent = sent + 1;
                recovered();
            } catch (IOException e) {
                tell(e);
                // a datagram that nobody took is gone, and the next may be taken
                done = isUdp() && link != null;
                if (done) {
                    failed = failed + 1;
                } else {
                    close();
                    stopped.pause(backoff.failed());
                }
            }
        }
    }

    private boolean isUdp() {
        return to.transport() == Transport.UDP;
    }

    private ForwardLink opened() throws IOException {
        ForwardLink open = link;
        if (open != null && !open.isWorn()) {
            return open;
        }
        close();
        ForwardLink made = isUdp() ? UdpLink.open(to) : StreamLink.open(to, tls);
        link = made;
        return made;
    }

    private void close() {
        ForwardLink open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }

    private void tell(IOException e) {
        failedNanos = System.nanoTime();
        String why = String.valueOf(e.getMessage());
        if (trouble == null) {
            LOG.warn("forwarding HEP to {} failed: {}. It is tried again; what does not fit into the queue meanwhile is"
                    + " not forwarded, and counted", to, why);
        }
        trouble = why;
    }

    /** Of datagrams only time tells. */
    private void recovered() {
        backoff.succeeded();
        if (trouble != null && (!isUdp() || System.nanoTime() - failedNanos > CALM_NANOS)) {
            trouble = null;
            LOG.info("forwarding HEP to {} goes on", to);
        }
    }

    private void lookAtLosses() {
        long lost = noRoom.get() + tooLarge.get() + failed;
        long now = System.nanoTime();
        if (lost > lostWhenWarned && now - warnedNanos >= WARN_EVERY_NANOS) {
            warnedNanos = now;
            lostWhenWarned = lost;
            LOG.warn(
                    "forwarding HEP to {}: {} packets were not sent so far ({} without room in the queue, {} too large)",
                    to, lost, noRoom.get(), tooLarge.get());
        }
    }

    @Override
    public void stop() {
        stoppedNanos = System.nanoTime();
        stopped.stop();
        Thread.ofVirtual().name("end of " + name()).start(this::abortLater);
    }

    /** One that does not take what is written would keep the thread for ever. */
    private void abortLater() {
        try {
            Thread.sleep(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ForwardLink open = link;
        if (open != null) {
            open.abort();
        }
    }
}
