package io.sipvault.cli;

import java.util.Locale;

/** What an import says of each file, whoever does it. */
final class ImportLines {
    private static final double KIB = 1 << 10;
    private static final double MIB = 1 << 20;

    private ImportLines() {}

    /** @param packets 0 of a log */
    static String archived(String file, long packets, long contentBytes, boolean known, String id) {
        return file + ": " + (packets == 0 ? "" : packets + " packets, ") + size(contentBytes)
                + (known ? ", known already" : "") + " as " + id;
    }

    private static String size(long bytes) {
        return bytes < MIB
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / KIB)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
    }
}
