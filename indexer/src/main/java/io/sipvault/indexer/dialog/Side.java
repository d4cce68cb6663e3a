package io.sipvault.indexer.dialog;

import java.util.Locale;

/** A party of a dialog, by who began it. */
public enum Side {
    CALLER, CALLEE, UNKNOWN;

    public Side other() {
        return switch (this) {
            case CALLER -> CALLEE;
            case CALLEE -> CALLER;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** {@code caller}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
