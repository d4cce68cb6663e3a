package io.sipvault.indexer.fold;

import io.sipvault.indexer.diagnosis.NetworkError.Payload;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.icmp.QuotedDatagram;
import io.sipvault.ingest.rtp.RtpHeader;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an ICMP error quotes a dialog: by the Call-ID; without one by 5-tuple, length, what is quoted of the message, IP
 * identification where both are known, and a time shortly after it; for media by the endpoints that it announced.
 */
final class IcmpMatch {
    /** An error follows its cause within a round trip. */
    static final long AFTER_NS = 5_000_000_000L;
    /** Clocks of two captured interfaces may differ by so much. */
    static final long EARLY_NS = 10_000_000L;

    private final DialogWork dialog;
    private final Set<String> terms = new HashSet<>();
    private final Map<Endpoint, Long> mediaSince = new HashMap<>();
    private final Map<Integer, List<SipObservation>> byLength = new HashMap<>();

    IcmpMatch(DialogWork dialog) {
        this.dialog = dialog;
        terms.add(IcmpErrors.ofCall(dialog.dialog.callId()));
        dialog.messages.stream().map(WitnessedMessage::observation)
                .filter(o -> o.flow().transport() == Transport.UDP).forEach(this::add);
        dialog.dialog.mediaBindings().forEach(binding -> {
            add(binding.endpoint(), binding.fromNs());
            add(binding.endpoint().withPort(Math.min(0xffff, binding.endpoint().port() + 1)), binding.fromNs());
        });
    }

    private void add(SipObservation observation) {
        terms.add(observation.flow().destination().toString());
        byLength.computeIfAbsent(observation.length(), l -> new ArrayList<>(1)).add(observation);
    }

    private void add(Endpoint media, long fromNs) {
        terms.add(media.toString());
        mediaSince.merge(media, fromNs, Math::min);
    }

    /** What errors of this dialog are found by. */
    Set<String> terms() {
        return terms;
    }

    long fromNs() {
        return dialog.dialog.startNs() - BindingTable.EARLY_NS;
    }

    long toNs() {
        return dialog.dialog.updatedNs() + BindingTable.LATE_NS;
    }

    /** What an error is about; null when it is not about this dialog. */
    @Nullable
    IcmpNotice notice(IcmpSighting sighting) {
        Payload payload = payload(sighting);
        return payload == null ? null : new IcmpNotice(sighting, payload);
    }

    private @Nullable Payload payload(IcmpSighting sighting) {
        long time = sighting.seen().timeNs();
        if (!sighting.callId().isEmpty()) {
            boolean own = sighting.callId().equals(dialog.dialog.callId()) && time >= fromNs() && time <= toNs();
            return own ? Payload.SIP : null;
        }
        QuotedDatagram quoted = sighting.seen().error().quoted();
        if (isMessage(quoted, time)) {
            return Payload.SIP;
        }
        return isMedia(quoted.destination(), time) || isMedia(quoted.source(), time) ? ofMedia(quoted) : null;
    }

    private boolean isMedia(Endpoint end, long time) {
        Long since = mediaSince.get(end);
        return since != null && time >= since - BindingTable.EARLY_NS && time <= toNs();
    }

    /** A quotation of the headers alone is told by its ports. */
    private static Payload ofMedia(QuotedDatagram quoted) {
        byte[] b = quoted.payload();
        if (b.length < RtpHeader.FIXED_LENGTH) {
            return (quoted.source().port() & quoted.destination().port() & 1) == 1 ? Payload.RTCP : Payload.RTP;
        }
        return RtpHeader.isRtcp(b, 0, b.length, quoted.length()) ? Payload.RTCP : Payload.RTP;
    }

    private boolean isMessage(QuotedDatagram quoted, long time) {
        return byLength.getOrDefault(quoted.length(), List.of()).stream().anyMatch(o -> isQuoted(o, quoted, time));
    }

    private static boolean isQuoted(SipObservation message, QuotedDatagram quoted, long time) {
        boolean sameId = message.ipId() == 0 || quoted.identification() == 0
                || message.ipId() == quoted.identification();
        long after = time - message.timeNs();
        return sameId && after >= -EARLY_NS && after <= AFTER_NS
                && message.flow().source().equals(quoted.source())
                && message.flow().destination().equals(quoted.destination())
                && beginsWith(message.text(), quoted.payload());
    }

    private static boolean beginsWith(byte[] text, byte[] beginning) {
        int length = Math.min(text.length, beginning.length);
        return Arrays.equals(text, 0, length, beginning, 0, length);
    }
}
