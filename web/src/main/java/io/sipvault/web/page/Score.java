package io.sipvault.web.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A score of speech quality, said in a figure, a word and a sign.
 *
 * @param tone
 *            how it is coloured beside that
 */
public record Score(String value, String word, String sign, String tone) {
    /** Nothing was measured, or the codec has no score. */
    public static final Score NONE = new Score(Times.UNKNOWN, "no score", "", "none");
    /** ITU-T G.107 annex B: from these on users are satisfied, some dissatisfied, many dissatisfied. */
    private static final double GOOD = 4.03;
    private static final double FAIR = 3.60;
    private static final double POOR = 3.10;

    public static Score of(@Nullable Double mos) {
        if (mos == null) {
            return NONE;
        }
        String value = String.format(Locale.ROOT, "%.2f", mos);
        if (mos >= GOOD) {
            return new Score(value, "good", "●", "good");
        }
        if (mos >= FAIR) {
            return new Score(value, "fair", "◐", "fair");
        }
        return mos >= POOR ? new Score(value, "poor", "▼", "poor") : new Score(value, "bad", "✕", "bad");
    }

    public boolean known() {
        return !value.equals(Times.UNKNOWN);
    }
}
