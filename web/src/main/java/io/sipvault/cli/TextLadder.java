package io.sipvault.cli;

import io.sipvault.indexer.dialog.LadderMessage;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.transport.Endpoint;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A ladder in characters: a column for each endpoint, a line for each message. */
final class TextLadder {
    private static final int WIDTH = 26;
    private static final int TIME = 14;
    private static final int MOST_COLUMNS = 8;
    private static final int MOST_MESSAGES = 500;

    private TextLadder() {}

    static void print(List<LadderMessage> messages, PrintWriter out) {
        Set<Endpoint> endpoints = new LinkedHashSet<>();
        for (LadderMessage m : messages) {
            endpoints.add(m.flow().source());
            endpoints.add(m.flow().destination());
        }
        List<Endpoint> columns = new ArrayList<>(endpoints).subList(0, Math.min(MOST_COLUMNS, endpoints.size()));
        StringBuilder head = new StringBuilder(" ".repeat(TIME));
        columns.forEach(c -> head.append(centred(c.toString())));
        out.println(head.toString().stripTrailing());
        messages.stream().limit(MOST_MESSAGES).forEach(m -> out.println(line(m, columns)));
        if (messages.size() > MOST_MESSAGES) {
            out.println("(" + (messages.size() - MOST_MESSAGES) + " more messages)");
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

    private static String line(LadderMessage m, List<Endpoint> columns) {
        int from = columns.indexOf(m.flow().source());
        int to = columns.indexOf(m.flow().destination());
        StringBuilder rails = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            rails.append(" ".repeat(WIDTH / 2)).append('|').append(" ".repeat(WIDTH - WIDTH / 2 - 1));
        }
        String label = Terminal.safe(label(m));
        if (from >= 0 && to >= 0 && from != to) {
            arrow(rails, centre(Math.min(from, to)), centre(Math.max(from, to)), to > from, label);
        } else {
            rails.append(' ').append(label);
        }
        return (Times.timeOfDay(ViewJson.instant(m.timeNs())) + "  " + rails).stripTrailing();
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
