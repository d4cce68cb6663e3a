package io.sipvault.jobs.retention;

/** What the run that is on does so far: one at a time. */
public final class RetentionRun {
    private volatile RetentionTally current = new RetentionTally();

    /** A run begins. */
    void begin() {
        current = new RetentionTally();
    }

    RetentionTally tally() {
        return current;
    }
}
