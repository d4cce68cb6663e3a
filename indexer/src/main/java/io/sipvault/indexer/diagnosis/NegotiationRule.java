package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.MediaBinding;
import io.sipvault.indexer.dialog.Side;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Codecs, payload types and packet times that differ between the directions, or from what was agreed. */
final class NegotiationRule implements Rule {
    /** Noise and digits ride beside the codec and are none. */
    private static final Set<String> NO_CODEC = Set.of("CN", "TELEPHONE-EVENT", "RED");

    @Override
    public void judge(CallEvidence call, Findings findings) {
        List<MediaStream> toCaller = call.audioToward(Side.CALLER);
        List<MediaStream> toCallee = call.audioToward(Side.CALLEE);
        if (!toCaller.isEmpty() && !toCallee.isEmpty()) {
            codecs(toCaller, toCallee, findings);
            packetTimes(toCaller, toCallee, findings);
        }
        call.media().streams().forEach(stream -> payloadTypes(call, stream, findings));
    }

    private static void codecs(List<MediaStream> toCaller, List<MediaStream> toCallee, Findings findings) {
        Set<String> one = codecs(toCaller);
        Set<String> other = codecs(toCallee);
        boolean disjoint = !one.isEmpty() && !other.isEmpty() && one.stream().noneMatch(other::contains);
        if (disjoint) {
            findings.add(Problem.CODEC_MISMATCH, Severity.WARNING,
                    "The caller received " + String.join(", ", one) + " and the callee " + String.join(", ", other)
                            + ".",
                    "Check whether both sides can switch codecs, and the order in the two descriptions.",
                    Findings.streams(List.of(toCaller.getFirst(), toCallee.getFirst())));
        }
    }

    private static Set<String> codecs(List<MediaStream> streams) {
        Set<String> codecs = new TreeSet<>();
        for (MediaStream stream : streams) {
            String codec = stream.codec() == null ? "" : stream.codec().toUpperCase(Locale.ROOT);
            if (!codec.isEmpty() && !NO_CODEC.contains(codec)) {
                codecs.add(codec);
            }
        }
        return codecs;
    }

    private static void packetTimes(List<MediaStream> toCaller, List<MediaStream> toCallee, Findings findings) {
        Double one = toCaller.getFirst().ptimeMs();
        Double other = toCallee.getFirst().ptimeMs();
        if (one != null && other != null && Math.round(one) != Math.round(other)) {
            findings.add(Problem.PTIME_MISMATCH, Severity.INFO,
                    "The caller received packets of " + Math.round(one) + " ms and the callee of " + Math.round(other)
                            + " ms.",
                    "Some gateways play only what they asked for; compare the ptime of both descriptions.",
                    Findings.streams(List.of(toCaller.getFirst(), toCallee.getFirst())));
        }
    }

    /** A receiver may get any payload type that it listed, whichever the sender prefers. */
    private static void payloadTypes(CallEvidence call, MediaStream stream, Findings findings) {
        MediaBinding receiver = receiver(call, stream);
        if (receiver == null || receiver.payloadTypes().isEmpty()) {
            return;
        }
        Set<Integer> strange = new TreeSet<>(stream.payloadTypes());
        strange.removeAll(receiver.payloadTypes().keySet());
        if (!strange.isEmpty()) {
            findings.add(Problem.PAYLOAD_TYPE_MISMATCH, Severity.WARNING,
                    "Packets to " + stream.destination() + " carry payload type " + strange
                            + ", which its description does not list.",
                    "The receiver drops or misreads them; compare the descriptions on the hop of the sender.",
                    Findings.streams(List.of(stream)));
        }
    }

    /** The description in force when the stream ended. */
    private static @Nullable MediaBinding receiver(CallEvidence call, MediaStream stream) {
        MediaBinding last = null;
        for (MediaBinding binding : call.dialog().mediaBindings()) {
            if (binding.endpoint().equals(stream.destination()) && binding.fromNs() <= stream.lastNs()) {
                last = binding;
            }
        }
        return last;
    }
}
