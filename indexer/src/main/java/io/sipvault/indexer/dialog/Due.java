package io.sipvault.indexer.dialog;

/** Limits of time after which a dialog is judged anew, and the next of them. */
public final class Due {
    private static final long SECOND_NS = 1_000_000_000L;
    /** 64*T1: an answer without its ACK (RFC 3261 13.3.1.4), a request without any response (17.1.1.2). */
    public static final long TIMER_64_T1_NS = 32 * SECOND_NS;
    /** Timer C: an INVITE without a final response (RFC 3261 16.6). */
    public static final long TIMER_C_NS = 180 * SECOND_NS;
    /** A dialog of which nothing was heard for so long is not going on. */
    public static final long INACTIVITY_NS = 24 * 3600 * SECOND_NS;

    private Due() {}

    /** The earliest time after now; 0 when all are past. */
    public static long next(long nowNs, long... timesNs) {
        long next = 0;
        for (long time : timesNs) {
            if (time > nowNs && (next == 0 || time < next)) {
                next = time;
            }
        }
        return next;
    }
}
