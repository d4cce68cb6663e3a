package io.sipvault.jobs.retention;

/** What the run that is on does so far: one at a time. */
public final class RetentionRun {
    private volatile RetentionTally current = new RetentionTally();

    /** A run begins. */
    public RetentionTally begin() {
        RetentionTally tally = new RetentionTally();
        current = tally;
        return tally;
    }

    RetentionTally tally() {
        return current;
    }
}
