package io.sipvault.web.ladder;

import io.sipvault.web.ladder.LadderEvent.Gap;
import io.sipvault.web.ladder.LadderEvent.LogLine;
import io.sipvault.web.ladder.LadderEvent.Marker;
import io.sipvault.web.ladder.LadderEvent.Message;
import io.sipvault.web.ladder.LadderEvent.Omission;
import io.sipvault.web.ladder.LadderEvent.StreamEnd;
import io.sipvault.web.ladder.LadderEvent.StreamStart;
import java.util.ArrayList;
import java.util.List;

/** A ladder in characters: a column for each endpoint, a line for each event. Lines and arrows are ASCII. */
public final class TextLadder {
    private static final int MOST_COLUMNS = 8;
    private static final int MOST_EVENTS = 500;
    private static final int MOST_LEGS = 26;
    private static final int TIME = 14;
    private static final int NARROWEST = 22;
    private static final int USUAL = 28;
    private static final int WIDEST = 38;
    /** Width that columns share; more than eight narrow ones never come. */
    private static final int SHARED = 120;
    /** Labels may go so far whatever the columns. */
    private static final int LEAST = 80;
    private static final int AROUND_LABEL = 6;
    private static final int LEG_MARK = 2;

    private final Ladder ladder;
    private final int width;

    private TextLadder(Ladder ladder) {
        this.ladder = ladder;
        this.width = Math.clamp(Math.min(Math.max(USUAL, wanted()), SHARED / Math.max(1, ladder.columns().size())),
                NARROWEST, WIDEST);
    }

    /** The lines of a ladder, without line ends. */
    public static List<String> lines(Ladder ladder) {
        return new TextLadder(ladder.limited(MOST_EVENTS, MOST_COLUMNS)).lines();
    }

    /** As the longest label that can get its place at all wants it; longer ones leave their arrows. */
    private int wanted() {
        int around = AROUND_LABEL + (ladder.legs().size() > 1 ? LEG_MARK : 0);
        return ladder.events().stream().mapToInt(e -> e.cellsPerColumn() + around).filter(w -> w <= WIDEST).max()
                .orElse(0);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (ladder.legs().size() > 1) {
            ladder.legs().stream().limit(MOST_LEGS).forEach(l -> lines.add("leg " + l.mark() + "   " + l.callId()));
        }
        if (ladder.legs().size() > MOST_LEGS) {
            lines.add("and " + (ladder.legs().size() - MOST_LEGS) + " more legs");
        }
        lines.add(head(ladder.columns().stream().map(c -> VisibleText.cutMiddle(c.label(), width - 1)).toList()));
        if (ladder.columns().stream().anyMatch(c -> !c.userAgent().isEmpty())) {
            lines.add(head(ladder.columns().stream().map(c -> VisibleText.cut(c.userAgent(), width - 2)).toList()));
        }
        ladder.events().forEach(e -> lines.add(line(e)));
        return lines;
    }

    private String head(List<String> texts) {
        StringBuilder head = new StringBuilder(" ".repeat(TIME));
        for (String text : texts) {
            int room = width - VisibleText.cells(text);
            head.repeat(' ', room / 2).append(text).repeat(' ', room - room / 2);
        }
        return head.toString().stripTrailing();
    }

    private String line(LadderEvent event) {
        return switch (event) {
            case Message m -> timed(m, arrow(m.from(), m.to(), '-', label(m)));
            case StreamStart s -> timed(s, arrow(s.stream().from(), s.stream().to(), '=', s.stream().label()));
            case StreamEnd s -> timed(s, arrow(s.stream().from(), s.stream().to(), '.',
                    "RTP ends, " + LadderTimes.duration(s.stream().endNs() - s.stream().startNs())));
            case Marker m -> timed(m, arrow(m.from(), m.to(), '~', m.text()));
            case LogLine l -> timed(l, new Rails('|').over("# " + l.text()));
            case Gap g -> untimed("(" + LadderTimes.duration(g.durationNs()) + ")", new Rails(':'));
            case Omission o -> untimed("", new Rails(':').over("... " + o.events() + " events left out, "
                    + o.messages() + " of them messages"));
        };
    }

    private String label(Message m) {
        return ladder.legs().size() > 1 ? ladder.legs().get(m.leg()).mark() + " " + m.label() : m.label();
    }

    private static String timed(LadderEvent event, Rails rails) {
        return LadderTimes.timeOfDay(event.timeNs()) + "  " + rails;
    }

    private static String untimed(String left, Rails rails) {
        return " ".repeat(TIME - 2 - left.length()) + left + "  " + rails;
    }

    private Rails arrow(int from, int to, char stroke, String label) {
        Rails rails = new Rails('|');
        if (from == Ladder.NOWHERE) {
            return rails.over("! " + label);
        }
        return from == to ? rails.beside(from, "<-> " + label) : rails.arrow(from, to, stroke, label);
    }

    /** One line: a rail for each column, cells of one character each until a label is put in. */
    private final class Rails {
        private final char[] cells;
        private String text = "";
        private int textAt;

        private Rails(char rail) {
            cells = " ".repeat(width * ladder.columns().size()).toCharArray();
            for (int i = 0; i < ladder.columns().size(); i++) {
                cells[centre(i)] = rail;
            }
        }

        private int centre(int column) {
            return column * width + width / 2;
        }

        private Rails arrow(int from, int to, char stroke, String label) {
            int left = centre(Math.min(from, to));
            int right = centre(Math.max(from, to));
            for (int i = left + 1; i < right; i++) {
                cells[i] = stroke;
            }
            cells[to > from ? right - 1 : left + 1] = to > from ? '>' : '<';
            return put(label, left, right, to > from ? " " + stroke + ">" : "<" + stroke + " ");
        }

        /** Centred on its arrow if it fits, else over the rails beside it with its direction: the line is its own. */
        private Rails put(String label, int left, int right, String direction) {
            boolean fits = VisibleText.cells(label) <= right - left - 5;
            String cut = VisibleText.cut(label,
                    Math.max(right - left - 5, Math.max(LEAST, cells.length) - AROUND_LABEL));
            text = fits ? cut : direction.startsWith("<") ? direction + cut : cut + direction;
            int size = VisibleText.cells(text);
            int at = left + 1 + (right - left - 1 - size) / 2;
            textAt = fits ? at : Math.clamp(at, 2, Math.max(2, cells.length - size - 2));
            return this;
        }

        private Rails beside(int column, String label) {
            textAt = Math.min(centre(column) + 2, Math.max(0, cells.length - VisibleText.cells(label)));
            text = VisibleText.cut(label, cells.length - textAt);
            return this;
        }

        private Rails over(String label) {
            textAt = 3;
            text = VisibleText.cut(label, Math.max(SHARED, cells.length) - textAt);
            return this;
        }

        @Override
        public String toString() {
            String line = new String(cells);
            int end = textAt + VisibleText.cells(text);
            String before = textAt <= line.length() ? line.substring(0, textAt) : line;
            return (before + text + (end < line.length() ? line.substring(end) : "")).stripTrailing();
        }
    }
}
