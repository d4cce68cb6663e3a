package io.sipvault.web.evidence;

import io.sipvault.indexer.dialog.LadderMessage;
import io.sipvault.indexer.dialog.Sighting;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.fold.DialogReader.FoldedDialog;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.wire.Hash128;
import io.sipvault.web.evidence.CallFinder.Found;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads the messages of a dialog, with their text and where their packets are. */
@Component
public final class Messages {
    private final DialogReader reader;

    Messages(DialogReader reader) {
        this.reader = reader;
    }

    /** All messages of a dialog in time order. */
    public List<MessageView> of(Found dialog) {
        FoldedDialog folded = reader.read(dialog.hit(), Long.MIN_VALUE);
        Map<Hash128, byte[]> texts = new HashMap<>();
        for (WitnessedMessage m : folded.messages()) {
            texts.putIfAbsent(m.observation().contentHash(), m.observation().text());
        }
        return folded.dialog().messages().stream()
                .map(m -> view(m, folded, texts.getOrDefault(m.contentHash(), new byte[0]))).toList();
    }

    private static MessageView view(LadderMessage m, FoldedDialog folded, byte[] text) {
        return new MessageView(m.index(), folded.dialog().callId(), ViewJson.instant(m.timeNs()), m.request(),
                m.method(), m.request() ? null : m.status(), m.phrase(), m.cseq(), m.flow().source().toString(),
                m.flow().destination().toString(), m.flow().transport().name(),
                m.sightings().stream().map(Sighting::vantage).distinct().toList(), m.retransmission(), m.mirrored(),
                m.sessionDescription(), m.contentHash().toString(), evidence(m, folded),
                new String(text, StandardCharsets.UTF_8));
    }

    /** Where in the archive its packets are: chunk, and offsets in the chunk's content. */
    private static List<MessageView.Evidence> evidence(LadderMessage m, FoldedDialog folded) {
        Map<Hash128, String> chunks = new HashMap<>();
        folded.packets().keySet().forEach(chunk -> chunks.put(Hash128.of(chunk), chunk));
        return m.sightings().stream()
                .flatMap(s -> s.sources().stream()
                        .map(source -> new MessageView.Evidence(s.vantage(), ViewJson.instant(s.timeNs()),
                                chunks.getOrDefault(source.chunkId(), source.chunkId().toString()),
                                source.offsets())))
                .toList();
    }
}
