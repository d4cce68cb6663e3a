package io.sipvault.agent.hep;

import io.sipvault.ingest.transport.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The connections that are open, of all listeners: so many in all, so many of one sender. Safe for use by many threads. */
final class HepConnections {
    private final int most;
    private final int mostOfSender;
    private final Duration idle;
    private final List<HepConnection> open = new ArrayList<>();
    private final Map<Endpoint, Integer> ofSender = new HashMap<>();

    /** @param idle how long one may say nothing */
    HepConnections(int most, int mostOfSender, Duration idle) {
        this.most = most;
        this.mostOfSender = mostOfSender;
        this.idle = idle;
    }

    /** @return whether there is room for it */
    synchronized boolean add(HepConnection connection) {
        Endpoint sender = connection.sender();
        if (open.size() >= most || ofSender.getOrDefault(sender, 0) >= mostOfSender) {
            return false;
        }
        open.add(connection);
        ofSender.merge(sender, 1, Integer::sum);
        return true;
    }

    synchronized void remove(HepConnection connection) {
        if (open.remove(connection)) {
            ofSender.computeIfPresent(connection.sender(), (sender, count) -> count > 1 ? count - 1 : null);
            notifyAll();
        }
    }

    /** Ends those that say nothing, or do not come to an end with TLS. */
    void closeSilent() {
        long now = System.nanoTime();
        all().stream().filter(connection -> connection.isOverdue(now, idle)).forEach(HepConnection::close);
    }

    /** Ends all, and waits until none takes anything more. */
    void closeAll(Duration patience) {
        all().forEach(HepConnection::close);
        awaitNone(System.nanoTime() + patience.toNanos());
    }

    private synchronized void awaitNone(long untilNanos) {
        try {
            long left = untilNanos - System.nanoTime();
            while (!open.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = untilNanos - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<HepConnection> all() {
        return List.copyOf(open);
    }
}
