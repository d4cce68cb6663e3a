package io.sipvault.cli;

import java.util.Locale;

/** What an import says of each file, whoever does it. */
final class ImportLines {
    private static final double MIB = 1 << 20;

    private ImportLines() {}

    static String archived(String file, long packets, long contentBytes, boolean known, String id) {
        return file + ": " + packets + " packets, " + String.format(Locale.ROOT, "%.1f MiB", contentBytes / MIB)
                + (known ? ", known already" : "") + " as " + id;
    }
}
