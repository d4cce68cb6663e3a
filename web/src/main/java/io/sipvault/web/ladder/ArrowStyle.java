package io.sipvault.web.ladder;

import io.sipvault.web.ladder.LadderEvent.Message;
import io.sipvault.web.ladder.LadderEvent.StreamEnd;
import io.sipvault.web.ladder.LadderEvent.StreamStart;

/**
 * How an arrow is drawn. Whatever the colour says, the shape says too: requests and success have a full head, provisional
 * responses an open one, redirects and challenges a hollow one, failures a cross at their tail; what was sent again is
 * dashed.
 *
 * @param dash
 *            lengths of strokes and gaps, {@code none} for a whole line
 * @param cross
 *            whether a cross stands at its tail
 */
record ArrowStyle(String colour, double stroke, String dash, Head head, boolean cross) {
    private static final String WHOLE = "none";

    enum Head {
        FULL, OPEN, HOLLOW, NONE
    }

    static ArrowStyle of(Message m, Theme theme) {
        Head head = switch (m.kind()) {
            case REQUEST, SUCCESS, CLIENT_FAILURE, SERVER_FAILURE, GLOBAL_FAILURE -> Head.FULL;
            case PROVISIONAL -> Head.OPEN;
            case REDIRECT, CHALLENGE -> Head.HOLLOW;
        };
        String dash = m.retransmission() ? "7 4" : m.mirrored() ? "2 3" : WHOLE;
        return new ArrowStyle(theme.of(m.kind()), m.kind() == MessageKind.PROVISIONAL ? 1.2 : 1.6, dash, head,
                m.kind().isFailure());
    }

    static ArrowStyle of(StreamStart s, Theme theme) {
        return new ArrowStyle(theme.of(s.stream()), 3.2, WHOLE, Head.FULL, s.stream().isPoor());
    }

    static ArrowStyle of(StreamEnd s, Theme theme) {
        return new ArrowStyle(theme.of(s.stream()), 1, "1 3", Head.NONE, false);
    }

    static ArrowStyle marker(Theme theme) {
        return new ArrowStyle(theme.marker, 1.6, "4 2 1 2", Head.OPEN, true);
    }
}
