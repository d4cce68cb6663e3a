package io.sipvault.web.ladder;

import java.util.List;

/**
 * A call as it went over the wire, ready to draw.
 *
 * @param title
 *            {@code alice to bob}
 * @param legs
 *            in order of appearance
 * @param columns
 *            who took part, in order of appearance
 * @param events
 *            in order of time
 */
public record Ladder(String title, List<Leg> legs, List<Column> columns, List<LadderEvent> events) {
    /** A column that is none. */
    public static final int NOWHERE = -1;

    public Ladder {
        legs = List.copyOf(legs);
        columns = List.copyOf(columns);
        events = List.copyOf(events);
    }

    /**
     * A leg of the call.
     *
     * @param mark
     *            {@code A}, {@code B}, ...
     */
    public record Leg(String mark, String callId) {}

    /**
     * A host, or one endpoint of it.
     *
     * @param label
     *            address and port, of a host that only has media the address
     * @param userAgent
     *            what it said of itself; empty when it said nothing
     * @param endpoints
     *            the first of all that it used
     */
    public record Column(String label, String userAgent, List<String> endpoints) {
        public Column {
            endpoints = List.copyOf(endpoints);
        }
    }

    /** How many of these events are SIP messages. */
    public int messages() {
        return (int) events.stream().filter(LadderEvent.Message.class::isInstance).count();
    }

    /**
     * The ladder with at most this many events and columns; what is left out is said where it was. The first and the last
     * events are kept, since a call's end tells more than its middle.
     */
    public Ladder limited(int mostEvents, int mostColumns) {
        return LadderLimit.apply(this, mostEvents, mostColumns);
    }
}
