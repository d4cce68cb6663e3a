package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.MediaBinding;
import io.sipvault.indexer.dialog.Side;
import io.sipvault.indexer.dialog.UsageKind;
import io.sipvault.ingest.sdp.Direction;
import io.sipvault.ingest.transport.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dialog with its media, and the time at which it is judged. */
record CallEvidence(Dialog dialog, MediaEvidence media, List<NetworkError> errors, long nowNs) {
    /** Calls shorter than this may end before media means anything. */
    static final long MIN_TALK_NS = 3_000_000_000L;
    /** Fewer packets than this are no speech: a tenth of a second and what a port scan sends. */
    static final long MIN_PACKETS = 5;
    /** A phone closes its port when it hangs up, while media is still on its way. */
    private static final long HANGING_UP_NS = 500_000_000L;
    /** Refusals of less than this are a phone that was slow to open its port. */
    private static final long REFUSED_NS = 1_000_000_000L;
    private static final long DESCRIBED_BY_ACK_NS = 500_000_000L;

    boolean isCall() {
        return dialog.kind() == UsageKind.INVITE;
    }

    /** How long it has been answered, to its end or until now; 0 without an answer. */
    long talkNs() {
        Long answered = dialog.answeredNs();
        Long ended = dialog.endedNs();
        if (answered == null) {
            return 0;
        }
        return Math.max(0, (ended != null ? ended : dialog.isActive() ? nowNs : dialog.updatedNs()) - answered);
    }

    /** Whether it was answered and goes on: then {@link #talkNs()} grows, so no text may say it. */
    boolean isTalking() {
        return dialog.isActive() && dialog.answeredNs() != null && dialog.endedNs() == null;
    }

    boolean isTalk() {
        return isCall() && talkNs() >= MIN_TALK_NS;
    }

    /** The audio that a side had agreed to when the call was answered; null when its description was not seen. */
    @Nullable
    MediaBinding audioOf(Side side) {
        Long answered = dialog.answeredNs();
        MediaBinding last = null;
        for (MediaBinding binding : dialog.mediaBindings()) {
            boolean inForce = answered == null || last == null
                    || binding.fromNs() <= answered + DESCRIBED_BY_ACK_NS;
            if (binding.side() == side && binding.mediaType().equals("audio") && inForce) {
                last = binding;
            }
        }
        return last;
    }

    /** Whether audio was agreed toward a side; null when a description was not seen. */
    @Nullable
    Boolean expectsAudioToward(Side side) {
        MediaBinding receiver = audioOf(side);
        MediaBinding sender = audioOf(side.other());
        if (receiver == null || sender == null) {
            return null;
        }
        boolean receives = receiver.direction() == Direction.SENDRECV || receiver.direction() == Direction.RECVONLY;
        boolean sends = sender.direction() == Direction.SENDRECV || sender.direction() == Direction.SENDONLY;
        return receives && sends && !receiver.endpoint().isUnspecified();
    }

    /**
     * Audio toward a side that cannot arrive though it is seen on its way: it goes to a private address that the side
     * described itself, while signalling and media of that side come from one and the same public address.
     */
    List<MediaStream> audioAstray(Side side) {
        List<Endpoint> outside = audioToward(side.other()).stream().map(stream -> stream.source().withPort(0))
                .filter(source -> !source.isPrivate()).toList();
        return audioToward(side).stream().filter(stream -> dialog.mediaBindings().stream()
                .anyMatch(binding -> binding.side() == side && !binding.iceUsed() && binding.endpoint().isPrivate()
                        && binding.endpoint().equals(stream.destination())
                        && outside.contains(dialog.message(binding.messageIndex()).flow().source().withPort(0))))
                .toList();
    }

    /** Whether errors came while the call was up, and not only as it ended. */
    boolean isDuringTalk(NetworkError error) {
        Long answered = dialog.answeredNs();
        Long ended = dialog.endedNs();
        return answered != null && error.lastNs() >= answered
                && (ended == null || error.firstNs() < ended - HANGING_UP_NS);
    }

    /** Audio toward a side that its destination refused for at least half of the time. */
    List<MediaStream> audioRefused(Side side) {
        return audioToward(side).stream().filter(stream -> errors.stream().anyMatch(e -> isRefused(stream, e)))
                .toList();
    }

    private boolean isRefused(MediaStream stream, NetworkError error) {
        long refusedNs = error.lastNs() - error.firstNs();
        return error.isRefusal() && error.destination().equals(stream.destination()) && isDuringTalk(error)
                && refusedNs >= REFUSED_NS && 2 * refusedNs >= stream.lastNs() - stream.firstNs();
    }

    /** Audio streams toward a side that carry more than a few packets. */
    List<MediaStream> audioToward(Side side) {
        return media.streams().isEmpty()
                ? List.of()
                : media.streams().stream().filter(stream -> stream.isAudio() && stream.toward() == side
                        && stream.packets() >= MIN_PACKETS).toList();
    }
}
