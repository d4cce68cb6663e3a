package io.sipvault.web.coverage;

import java.util.Locale;

/** How it stands with what an agent was to capture in a span of time. */
public enum CoverageState {
    /** It was captured, or nothing passed, and is in the archive. */
    CAPTURED("captured", true),
    /** The same; a policy let its packets go since. */
    EXPIRED("captured, and expired since", true),
    /** The agent says that it has more of this time. */
    PENDING("not uploaded yet", false),
    /** The agent did not capture, and says so. */
    GAP("not captured", false),
    /** Chunks are there whose manifest or content cannot be read. */
    UNREADABLE("unreadable", false),
    /** A number of the chain lacks: chunks that were rolled are not in the archive. */
    MISSING("missing in the archive", false),
    /** No manifest and no report speaks of it. */
    UNKNOWN("not known", false);

    private final String words;
    private final boolean seen;

    CoverageState(String words, boolean seen) {
        this.words = words;
        this.seen = seen;
    }

    /** As the interface names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As people read it. */
    public String words() {
        return words;
    }

    /** Whether all of it is known that passed. */
    public boolean isSeen() {
        return seen;
    }
}
