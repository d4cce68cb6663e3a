package io.sipvault.cli;

import io.sipvault.ingest.pcap.RawBytesObserver;
import io.sipvault.web.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says how far the file is read that is being imported: on a terminal once a second in one line that is written over, else a
 * line every ten seconds.
 */
final class ImportProgress implements RawBytesObserver {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final double NS_PER_S = 1e9;
    private static final double MIB = 1 << 20;
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private String name = "";
    private long total;
    private long read;
    private long beganNs;
    private long nextNs;
    private boolean shown;

    ImportProgress(PrintWriter err, boolean terminal, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    /** Begins with a file. */
    void begin(Path file) {
        name = Text.line(file.toString());
        total = sizeOf(file);
        read = 0;
        beganNs = nanoTime.getAsLong();
        nextNs = beganNs + intervalNs();
    }

    private long intervalNs() {
        return terminal ? SECOND_NS : 10 * SECOND_NS;
    }

    /** 0 when it cannot be said: the import will tell why. */
    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void bytes(byte[] buffer, int offset, int length) {
        read += length;
        long nowNs = nanoTime.getAsLong();
        if (nowNs - nextNs >= 0) {
            nextNs = nowNs + intervalNs();
            show(nowNs);
        }
    }

    private void show(long nowNs) {
        String line = String.format(Locale.ROOT, "%s: %.1f of %.1f MiB (%d %%), %.1f MiB/s", name, read / MIB,
                total / MIB, total == 0 ? 0 : Math.min(100, read * 100 / total),
                read / MIB / Math.max(1, nowNs - beganNs) * NS_PER_S);
        if (terminal) {
            err.print(ERASE + line);
            err.flush();
            shown = true;
        } else {
            err.println(line);
        }
    }

    /** Ends with a file: the line on the terminal makes room. */
    void end() {
        if (shown) {
            err.print(ERASE);
            err.flush();
            shown = false;
        }
    }
}
