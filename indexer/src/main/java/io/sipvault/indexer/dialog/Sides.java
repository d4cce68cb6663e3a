package io.sipvault.indexer.dialog;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells which side sent a message: by the tags of the INVITE that began the dialog, never by addresses. */
final class Sides {
    private final Set<String> callerTags = new HashSet<>();
    private final boolean beginningSeen;

    private Sides(boolean beginningSeen) {
        this.beginningSeen = beginningSeen;
    }

    /** Without the beginning of the dialog the From of its first message stands for the caller. */
    static Sides of(List<SeenMessage> messages, Attempts attempts) {
        List<Attempt> initial = attempts.initialInvites();
        Sides sides = new Sides(!initial.isEmpty());
        initial.forEach(invite -> sides.callerTags.add(invite.fromTag()));
        if (initial.isEmpty()) {
            sides.callerTags.add(messages.getFirst().fromTag());
        }
        return sides;
    }

    Side of(SeenMessage message) {
        boolean fromCaller = callerTags.contains(message.fromTag());
        return fromCaller == message.isRequest() ? Side.CALLER : Side.CALLEE;
    }

    /** As {@link #of(SeenMessage)}, unknown when nobody saw who began the dialog. */
    Side provenSideOf(SeenMessage message) {
        return beginningSeen ? of(message) : Side.UNKNOWN;
    }
}
