package io.sipvault.cli;

import io.sipvault.jobs.retention.RetentionReport;
import io.sipvault.jobs.retention.RetentionReport.Amount;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.SortedMap;

/** A report of retention as lines, the last one as JSON. */
final class RetentionPrinter {
    private final PrintWriter out;

    RetentionPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(RetentionReport report) {
        String would = report.dryRun() ? "would be " : "";
        amounts(report.expired(), "chunks", would + "marked as expired");
        amounts(report.deleted(), "objects", would + "deleted");
        if (!report.days().isEmpty()) {
            line("index: %d days, %d bytes %sdropped: %s to %s", report.days().size(), report.dayBytes(), would,
                    report.days().getFirst(), report.days().getLast());
        }
        if (report.isEmpty()) {
            out.println(report.dryRun() ? "nothing would go" : "nothing went");
        }
        counted(report.inGrace(), "expired chunks stay for the grace period");
        counted(report.unfinished(), "chunks are old enough and stay until './sipvault jobs --run' has indexed them");
        counted(report.unreadable(), "chunks stay, for their manifest or mark cannot be read: './sipvault verify'");
        out.println(report.toJson());
    }

    private void amounts(SortedMap<String, Amount> amounts, String objects, String what) {
        amounts.forEach((kind, amount) -> line("%s: %d %s, %d bytes %s", kind, amount.objects(), objects,
                amount.bytes(), what));
    }

    private void counted(long count, String what) {
        if (count > 0) {
            line("%d %s", count, what);
        }
    }

    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
