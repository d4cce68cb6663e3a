package io.sipvault.web.page;

/**
 * A short word with a sign before it.
 *
 * @param tone
 *            how it is coloured beside that: good, warn, bad, live or quiet
 */
public record Badge(String text, String sign, String tone) {
    /** Of a dialog's state, in the words of the interface. */
    public static Badge ofState(String state) {
        return switch (state) {
            case "Completed", "Registered" -> new Badge(state, "✓", "good");
            case "Failed" -> new Badge(state, "✕", "bad");
            case "Redirected" -> new Badge(state, "↷", "warn");
            case "Cancelled", "Expired", "Terminated" -> new Badge(state, "○", "quiet");
            default -> new Badge(state, "▸", "live");
        };
    }

    /** Of a problem's severity. */
    public static Badge ofSeverity(String severity) {
        return switch (severity) {
            case "error" -> new Badge("Error", "✕", "bad");
            case "warning" -> new Badge("Warning", "!", "warn");
            default -> new Badge("Note", "i", "quiet");
        };
    }

    /** Of a job, an import or chunks. */
    public static Badge ofWork(String state) {
        return switch (state) {
            case "completed", "done", "folded" -> new Badge(state, "✓", "good");
            case "failed", "quarantined", "interrupted" -> new Badge(state, "✕", "bad");
            case "stopped", "expired", "swept" -> new Badge(state, "○", "quiet");
            default -> new Badge(state, "▸", "live");
        };
    }
}
