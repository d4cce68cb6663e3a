package io.sipvault.web.ladder;

import java.util.List;

/** A row of a ladder. Columns are indexes of {@link Ladder#columns()}; text is harmless and bounded. */
public sealed interface LadderEvent {
    /** Nanoseconds since 1970, by the clock of who saw it. */
    long timeNs();

    private static int cells(String label, int from, int to) {
        return from == to ? 0 : VisibleText.cells(label) / Math.abs(to - from);
    }

    /** How wide its label is for each column that its arrow crosses; 0 without an arrow. */
    default int cellsPerColumn() {
        return switch (this) {
            case Message m -> cells(m.label(), m.from(), m.to());
            case StreamStart s -> cells(s.stream().label(), s.stream().from(), s.stream().to());
            case Marker m -> cells(m.text(), m.from(), m.to());
            case StreamEnd s -> 0;
            case LogLine l -> 0;
            case Gap g -> 0;
            case Omission o -> 0;
        };
    }

    /**
     * A SIP message.
     *
     * @param leg
     *            index of {@link Ladder#legs()}
     * @param index
     *            its place in the leg's dialog, from 0; evidence refers to it
     * @param label
     *            {@code INVITE SDP}, {@code 200 OK SDP (again)}
     * @param title
     *            the same with the method that a response answers
     * @param retransmission
     *            the same bytes went over the same hop before
     * @param mirrored
     *            the capture shows one packet twice
     * @param agents
     *            who saw it, the one whose clock counts first
     */
    record Message(long timeNs, int leg, int index, int from, int to, String label, String title, MessageKind kind,
            boolean retransmission, boolean mirrored, List<String> agents) implements LadderEvent {
        public Message {
            agents = List.copyOf(agents);
        }
    }

    /** The first packet of a stream. */
    record StreamStart(long timeNs, int lane, StreamLane stream) implements LadderEvent {}

    /** The last packet of a stream. */
    record StreamEnd(long timeNs, int lane, StreamLane stream) implements LadderEvent {}

    /**
     * A line of a log.
     *
     * @param text
     *            without the time that it begins with
     */
    record LogLine(long timeNs, String source, String text) implements LadderEvent {}

    /**
     * Anything else that happened, such as an error that a host reported.
     *
     * @param from
     *            {@link Ladder#NOWHERE} when it is not about two columns
     */
    record Marker(long timeNs, int from, int to, String text) implements LadderEvent {}

    /**
     * Nothing for a while.
     *
     * @param timeNs
     *            since when
     */
    record Gap(long timeNs, long durationNs) implements LadderEvent {}

    /**
     * Events that are not drawn because there are too many.
     *
     * @param messages
     *            SIP messages among them
     */
    record Omission(long timeNs, int events, int messages) implements LadderEvent {}
}
