package io.sipvault.indexer.dialog;

import io.sipvault.ingest.sdp.SessionDescription;
import io.sipvault.ingest.sip.BodyPart;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message while its dialog is folded: what the state machines ask for is read once. */
final class SeenMessage {
    /**
     * By time. Messages of one instant stand in the order of cause and effect, so that a capture with coarse times, or
     * a segment with several messages, reads as it happened.
     */
    static final Comparator<SeenMessage> ORDER = Comparator.comparingLong(SeenMessage::timeNs)
            .thenComparingLong(SeenMessage::cseq).thenComparingInt(SeenMessage::rank)
            .thenComparing(m -> m.flow.source()).thenComparing(m -> m.flow.destination())
            .thenComparing(m -> m.flow.transport()).thenComparing(SeenMessage::contentHash)
            .thenComparing(SeenMessage::vantage);
    private static final int CANCEL_RANK = 199;
    private static final int ACK_RANK = 1_000;

    private final WitnessedMessage first;
    private final Flow flow;
    private final boolean request;
    private final String method;
    private final int status;
    private final long cseq;
    private final String branch;
    private final String fromTag;
    private final String toTag;
    private final List<Sighting> sightings = new ArrayList<>(1);
    private boolean retransmission;
    private boolean mirrored;
    private int index = -1;
    private int transactionId = -1;
    private boolean sdpRead;
    private @Nullable SessionDescription sdp;

    SeenMessage(WitnessedMessage witnessed) {
        SipMessage message = witnessed.message();
        first = witnessed;
        flow = witnessed.observation().flow();
        request = message.isRequest();
        method = message.method();
        status = message.statusCode();
        cseq = message.cseqNumber();
        branch = message.topBranch();
        fromTag = message.fromTag();
        toTag = message.toTag();
    }

    SipMessage message() {
        return first.message();
    }

    String vantage() {
        return first.vantage();
    }

    long timeNs() {
        return first.observation().timeNs();
    }

    Hash128 contentHash() {
        return first.observation().contentHash();
    }

    int ipId() {
        return first.observation().ipId();
    }

    Flow flow() {
        return flow;
    }

    boolean isRequest() {
        return request;
    }

    boolean isRequest(String wanted) {
        return request && method.equals(wanted);
    }

    boolean isResponse() {
        return !request;
    }

    /** Of a response the method of its CSeq. */
    String method() {
        return method;
    }

    int status() {
        return status;
    }

    boolean isProvisional() {
        return !request && status < 200;
    }

    boolean isFinal() {
        return !request && status >= 200;
    }

    boolean isSuccess() {
        return !request && status >= 200 && status < 300;
    }

    /** 18x: the called party's side works on it. */
    boolean isProgress() {
        return !request && status >= 180 && status < 190;
    }

    long cseq() {
        return cseq;
    }

    String branch() {
        return branch;
    }

    String fromTag() {
        return fromTag;
    }

    String toTag() {
        return toTag;
    }

    /** Tag of the party that sent it. */
    String senderTag() {
        return request ? fromTag : toTag;
    }

    Endpoint sender() {
        return flow.source();
    }

    private int rank() {
        if (!request) {
            return status;
        }
        return switch (method) {
            case "ACK" -> ACK_RANK;
            case "CANCEL" -> CANCEL_RANK;
            default -> 0;
        };
    }

    /** Neither a retransmission nor a copy that the capture made. */
    boolean isOriginal() {
        return !retransmission && !mirrored;
    }

    boolean isRetransmission() {
        return retransmission;
    }

    void markRetransmission() {
        retransmission = true;
    }

    boolean isMirrored() {
        return mirrored;
    }

    void markMirrored() {
        mirrored = true;
    }

    int index() {
        return index;
    }

    void index(int value) {
        index = value;
    }

    int transactionId() {
        return transactionId;
    }

    void transactionId(int value) {
        transactionId = value;
    }

    List<Sighting> sightings() {
        return sightings;
    }

    void sighting(Sighting sighting) {
        sightings.add(sighting);
    }

    /** Null when it carries none, or one that cannot be read. */
    @Nullable
    SessionDescription sdp() {
        if (!sdpRead) {
            BodyPart part = message().sdp();
            sdp = part == null ? null : SessionDescription.parse(part.buffer(), part.offset(), part.length());
            sdpRead = true;
        }
        return sdp;
    }

    /**
     * Nanoseconds from one message to a later one by the clock of a vantage that saw both, that of the vantage which
     * counts first. Null when one is missing or no vantage saw both.
     */
    static @Nullable Long intervalNs(@Nullable SeenMessage from, @Nullable SeenMessage to) {
        if (from == null || to == null) {
            return null;
        }
        for (Sighting start : from.sightings) {
            for (Sighting end : to.sightings) {
                if (start.vantage().equals(end.vantage()) && end.timeNs() >= start.timeNs()) {
                    return end.timeNs() - start.timeNs();
                }
            }
        }
        return null;
    }
}
