package io.sipvault.agent.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Events that wait to be read: bounded, and the oldest go first. Each may be read any number of times. Safe for use by many threads. */
final class EventQueue implements EventSink {
    private static final int MOST_EVENTS = 10_000;
    private static final long MOST_BYTES = 4 << 20;
    /** Of one answer: the center takes a megabyte of JSON, which writes some bytes as six. */
    private static final long MOST_READ = 256 << 10;

    private record Waiting(ActiveScope scope, CaptureEvent event) {}

    private final EventSequence sequence;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long bytes;

    EventQueue(EventSequence sequence) {
        this.sequence = sequence;
    }

    @Override
    public synchronized void event(ActiveScope scope, SeenMessage message) {
        long number = sequence.take();
        if (number == 0) {
            scope.droppedEvents.increment();
            return;
        }
        CaptureEvent event = CaptureEvent.of(scope.scope.id(), number, message);
        waiting.add(new Waiting(scope, event));
        bytes += event.bytes();
        while (waiting.size() > MOST_EVENTS || bytes > MOST_BYTES) {
            drop();
        }
    }

    private void drop() {
        Waiting oldest = waiting.remove();
        bytes -= oldest.event.bytes();
        oldest.scope.droppedEvents.increment();
    }

    /** Events of a scope after a number, in order; at least one if there is any, a quarter of a megabyte at most. */
    synchronized List<CaptureEvent> read(ActiveScope scope, long after, int limit) {
        List<CaptureEvent> found = new ArrayList<>();
        long size = 0;
        for (Waiting each : waiting) {
            if (each.scope == scope && each.event.sequence() > after) {
                size += each.event.bytes();
                if (found.size() == limit || !found.isEmpty() && size > MOST_READ) {
                    break;
                }
                found.add(each.event);
            }
        }
        return found;
    }
}
