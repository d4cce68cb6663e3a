package io.sipvault.cli;

import io.sipvault.indexer.dialog.LadderMessage;
import io.sipvault.indexer.view.IcmpView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.transport.Endpoint;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A ladder in characters: a column for each endpoint, a line for each message. */
final class TextLadder {
    private static final int WIDTH = 26;
    private static final int TIME = 14;
    private static final int MOST_COLUMNS = 8;
    private static final int MOST_MESSAGES = 500;
    private static final int MOST_ERRORS = 50;

    private TextLadder() {}

    /**
     * Prints a ladder.
     *
     * @param icmp
     *            errors about its packets, each shown at its first time
     */
    static void print(List<LadderMessage> messages, List<IcmpView> icmp, PrintWriter out) {
        Set<Endpoint> endpoints = new LinkedHashSet<>();
        for (LadderMessage m : messages) {
            endpoints.add(m.flow().source());
            endpoints.add(m.flow().destination());
        }
        List<Endpoint> columns = new ArrayList<>(endpoints).subList(0, Math.min(MOST_COLUMNS, endpoints.size()));
        StringBuilder head = new StringBuilder(" ".repeat(TIME));
        columns.forEach(c -> head.append(centred(c.toString())));
        out.println(head.toString().stripTrailing());
        List<Line> lines = new ArrayList<>();
        messages.stream().limit(MOST_MESSAGES).forEach(m -> lines.add(new Line(m.timeNs(), line(m, columns))));
        icmp.stream().limit(MOST_ERRORS)
                .forEach(e -> lines.add(new Line(ViewJson.ns(e.firstSeen()), line(e, columns))));
        lines.sort(Comparator.comparingLong(Line::timeNs));
        lines.forEach(line -> out.println(line.text));
        if (messages.size() > MOST_MESSAGES) {
            out.println("(" + (messages.size() - MOST_MESSAGES) + " more messages)");
        }
        if (icmp.size() > MOST_ERRORS) {
            out.println("(ICMP errors of " + (icmp.size() - MOST_ERRORS) + " more flows)");
        }
        if (endpoints.size() > MOST_COLUMNS) {
            out.println("(" + (endpoints.size() - MOST_COLUMNS) + " more endpoints)");
        }
    }

    private static String centred(String text) {
        String cut = text.length() > WIDTH - 1 ? text.substring(0, WIDTH - 2) + "…" : text;
        int left = (WIDTH - cut.length()) / 2;
        return " ".repeat(left) + cut + " ".repeat(WIDTH - left - cut.length());
    }

    private record Line(long timeNs, String text) {}

    private static String line(LadderMessage m, List<Endpoint> columns) {
        return line(m.timeNs(), columns.indexOf(m.flow().source()), columns.indexOf(m.flow().destination()), label(m),
                columns);
    }

    /** About SIP an arrow from who refused; about media, or by a router in between, words. */
    private static String line(IcmpView e, List<Endpoint> columns) {
        boolean sip = e.protocol().equals("SIP");
        int from = sip ? column(e.dst(), e.reporter(), columns) : -1;
        String label = "ICMP " + e.error() + (e.count() == 1 ? "" : " " + e.count() + "x") + (from >= 0
                ? ""
                : " from " + e.reporter() + " (" + e.protocol() + " " + e.src() + " > " + e.dst() + ")");
        return line(ViewJson.ns(e.firstSeen()), from, sip ? column(e.src(), "", columns) : -1, label, columns);
    }

    /** The column of an endpoint whose host is the one that is given, or any. */
    private static int column(String endpoint, String host, List<Endpoint> columns) {
        for (int i = 0; i < columns.size(); i++) {
            Endpoint column = columns.get(i);
            if (column.toString().equals(endpoint) && (host.isEmpty() || column.address().equals(host))) {
                return i;
            }
        }
        return -1;
    }

    private static String line(long timeNs, int from, int to, String text, List<Endpoint> columns) {
        StringBuilder rails = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            rails.append(" ".repeat(WIDTH / 2)).append('|').append(" ".repeat(WIDTH - WIDTH / 2 - 1));
        }
        String label = Terminal.safe(text);
        if (from >= 0 && to >= 0 && from != to) {
            arrow(rails, centre(Math.min(from, to)), centre(Math.max(from, to)), to > from, label);
        } else {
            rails.append(' ').append(label);
        }
        return (Times.timeOfDay(ViewJson.instant(timeNs)) + "  " + rails).stripTrailing();
    }

    private static int centre(int column) {
        return column * WIDTH + WIDTH / 2;
    }

    private static void arrow(StringBuilder rails, int left, int right, boolean rightwards, String label) {
        for (int i = left + 1; i < right; i++) {
            rails.setCharAt(i, '-');
        }
        rails.setCharAt(rightwards ? right - 1 : left + 1, rightwards ? '>' : '<');
        int room = right - left - 5;
        String text = label.length() > room ? label.substring(0, Math.max(0, room - 1)) + "…" : label;
        int start = left + 1 + (right - left - 1 - text.length()) / 2;
        rails.replace(start, start + text.length(), text);
    }

    private static String label(LadderMessage m) {
        String name = m.request() ? m.method() : m.status() + " " + m.phrase();
        String mark = m.retransmission() ? " (again)" : m.mirrored() ? " (mirror)" : "";
        return name + (m.sessionDescription() ? " SDP" : "") + mark;
    }
}
