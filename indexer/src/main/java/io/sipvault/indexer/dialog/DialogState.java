package io.sipvault.indexer.dialog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a dialog stands, in the words that clients of the interface know. */
public enum DialogState {
    TRYING("Trying", true),
    RINGING("Ringing", true),
    IN_CALL("InCall", true),
    TRANSFERRING("Transferring",
            true),
    COMPLETED("Completed", false),
    CANCELLED("Cancelled", false),
    REDIRECTED("Redirected",
            false),
    FAILED("Failed", false),
    REGISTERED("Registered", true),
    EXPIRED("Expired",
            false),
    PENDING("Pending", true),
    ACTIVE("Active", true),
    TERMINATED("Terminated", false);

    private final String label;
    private final boolean active;

    DialogState(String label, boolean active) {
        this.label = label;
        this.active = active;
    }

    /** {@code InCall}: as it is written in answers and queries. */
    public String label() {
        return label;
    }

    /** Whether something may still come. */
    public boolean isActive() {
        return active;
    }

    /** By its label in any case; Canceled is Cancelled. Null when there is no such state. */
    public static @Nullable DialogState ofLabel(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        for (DialogState state : values()) {
            if (state.label.toLowerCase(Locale.ROOT).equals(wanted)) {
                return state;
            }
        }
        return wanted.equals("canceled") ? CANCELLED : null;
    }

    /**
     * What this becomes when nothing more was seen for so long that it cannot be going on: a call whose end was missed
     * is over, a call that nobody answered has failed.
     */
    DialogState whenAbandonedByEvidence() {
        return switch (this) {
            case IN_CALL, TRANSFERRING -> COMPLETED;
            case TRYING, RINGING -> FAILED;
            case PENDING, ACTIVE -> TERMINATED;
            case REGISTERED -> EXPIRED;
            case COMPLETED, CANCELLED, REDIRECTED, FAILED, EXPIRED, TERMINATED -> this;
        };
    }
}
