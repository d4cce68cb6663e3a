package io.sipvault.indexer.search;

import java.util.function.Supplier;

/** Who reads an index at this moment, so that what was exchanged is closed only when nobody reads it any more. */
final class Readers {
    private Round round = new Round();

    /** Those who began between two exchanges. */
    private static final class Round {
        private int reading;
    }

    <T> T reading(Supplier<T> read) {
        Round entered = enter();
        try {
            return read.get();
        } finally {
            leave(entered);
        }
    }

    private synchronized Round enter() {
        round.reading++;
        return round;
    }

    private synchronized void leave(Round entered) {
        entered.reading--;
        notifyAll();
    }

    /** Returns when all are done who began before. Those who begin meanwhile are not waited for. */
    synchronized void awaitEarlier() {
        Round earlier = round;
        round = new Round();
        boolean interrupted = false;
        while (earlier.reading > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
