package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.MediaBinding;
import io.sipvault.indexer.dialog.Side;
import io.sipvault.ingest.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** RTP that comes from another address than its sender described: a NAT lies between. */
final class NatRule implements Rule {
    @Override
    public void judge(CallEvidence call, Findings findings) {
        for (MediaStream stream : call.media().streams()) {
            if (stream.toward() != Side.UNKNOWN && stream.packets() >= CallEvidence.MIN_PACKETS) {
                judge(call, stream, findings);
            }
        }
    }

    private static void judge(CallEvidence call, MediaStream stream, Findings findings) {
        Side sender = stream.toward().other();
        List<MediaBinding> described = call.dialog().mediaBindings().stream()
                .filter(binding -> binding.side() == sender && binding.mediaType().equals(stream.mediaType())
                        && !binding.endpoint().isUnspecified())
                .toList();
        boolean known = described.isEmpty() || described.stream().anyMatch(MediaBinding::iceUsed)
                || described.stream().anyMatch(b -> isSameHost(b, stream.source()));
        if (known) {
            return;
        }
        MediaBinding last = described.getLast();
        List<Evidence> evidence = new ArrayList<>(Findings.messages(last.messageIndex()));
        evidence.addAll(Findings.streams(List.of(stream)));
        findings.add(Problem.NAT_MISMATCH, Severity.WARNING,
                "The " + sender.label() + " described its media at " + last.endpoint() + " and sent it from "
                        + stream.source() + ".",
                "Whoever answers to the described address will not be heard; use symmetric RTP or a media relay.",
                evidence);
    }

    private static boolean isSameHost(MediaBinding binding, Endpoint source) {
        return binding.endpoint().withPort(0).equals(source.withPort(0));
    }
}
