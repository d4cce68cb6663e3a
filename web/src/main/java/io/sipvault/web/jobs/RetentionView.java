package io.sipvault.web.jobs;

import io.sipvault.jobs.retention.RetentionReport;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The report of retention, in words.
 *
 * @param dryRun
 *            whether nothing was changed
 * @param title
 *            what it says in short
 * @param at
 *            the time that ages are reckoned to
 * @param lines
 *            what goes
 * @param stays
 *            what stays nevertheless
 */
record RetentionView(boolean dryRun, String title, String at, List<Line> lines, List<String> stays) {
    /** So much of something, and what becomes of it. */
    record Line(String what, String count, String size, String fate) {}

    static RetentionView of(RetentionReport report, Duration grace) {
        return new RetentionView(report.dryRun(), title(report), Times.dateAndTime(report.at()),
                lines(report, grace), stays(report));
    }

    private static String title(RetentionReport report) {
        if (report.isEmpty()) {
            return report.dryRun() ? "Nothing would go" : "Nothing went";
        }
        return report.dryRun() ? "This would go" : "This went";
    }

    private static List<Line> lines(RetentionReport report, Duration grace) {
        List<Line> lines = new ArrayList<>();
        report.expired().forEach((kind, amount) -> lines.add(new Line(kind(kind),
                Figures.count(amount.objects(), "chunk"), Figures.bytes(amount.bytes()), marked(grace))));
        report.deleted().forEach((kind, amount) -> lines.add(new Line(kind(kind),
                Figures.count(amount.objects(), "object"), Figures.bytes(amount.bytes()), "deleted from the store")));
        if (!report.days().isEmpty()) {
            lines.add(new Line("Calls, streams and log lines in the index",
                    Figures.count(report.days().size(), "day") + ": " + days(report.days()),
                    Figures.bytes(report.dayBytes()), "searches find them no more"));
        }
        return lines;
    }

    private static String days(List<String> days) {
        return days.size() == 1 ? days.getFirst() : days.getFirst() + " to " + days.getLast();
    }

    private static String marked(Duration grace) {
        return "marked: given out no more"
                + (grace.isZero() ? "" : ", deleted by the first run after " + Ages.words(grace));
    }

    private static List<String> stays(RetentionReport report) {
        List<String> stays = new ArrayList<>();
        add(stays, report.inGrace(), "in the store until the grace period is over");
        add(stays, report.unfinished(), "until the index job has indexed them, though old enough");
        add(stays, report.unreadable(), "since their manifest or mark cannot be read: prove the archive");
        return stays;
    }

    private static void add(List<String> stays, long count, String what) {
        if (count > 0) {
            stays.add(Figures.count(count, "chunk") + (count == 1 ? " stays " : " stay ") + what + ".");
        }
    }

    /** What a kind of chunk holds. */
    static String kind(String word) {
        return switch (word) {
            case "sip" -> "Packets of signalling";
            case "rtp" -> "Packets of media";
            case "log" -> "Logs as they were written";
            case "import" -> "Imported files";
            case "fragment" -> "What was decoded for the index";
            default -> word;
        };
    }
}
