package io.sipvault.web.call;

import io.sipvault.indexer.dialog.LadderMessage;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.fold.DialogReader.FoldedDialog;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.wire.Hash128;
import io.sipvault.web.page.Address;
import io.sipvault.web.page.Times;
import io.sipvault.web.problem.ApiException;
import io.sipvault.web.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message with its text.
 *
 * @param raw
 *            as it was sent; bytes that are not UTF-8 are replaced
 * @param seen
 *            who saw it, and where in the archive its packets are
 */
record MessagePage(String title, String callHref, String day, String time, String source, String destination,
        String transport, String callId, String note, String raw, String hash, List<Seen> seen,
        @Nullable String previousHref, @Nullable String nextHref, String place) {
    /** A sighting. */
    record Seen(String agent, String time, String chunk, String offsets) {}

    static MessagePage of(FoldedDialog leg, String id, int legIndex, int index) {
        List<LadderMessage> messages = leg.dialog().messages();
        if (index < 0 || index >= messages.size()) {
            throw ApiException.notFound("this leg has " + messages.size() + " messages, so none at " + index);
        }
        LadderMessage m = messages.get(index);
        return new MessagePage(Text.cut(m.title(), 120), Address.call(id), Times.day(ViewJson.instant(m.timeNs())),
                Times.timeOfDay(ViewJson.instant(m.timeNs())), m.flow().source().toString(),
                m.flow().destination().toString(), m.flow().transport().toString(),
                Text.line(leg.dialog().callId()),
                m.retransmission() ? "sent again" : m.mirrored() ? "captured twice" : "", text(leg, m),
                m.contentHash().toString(), seen(leg, m), neighbour(id, legIndex, index - 1, messages.size()),
                neighbour(id, legIndex, index + 1, messages.size()), (index + 1) + " of " + messages.size());
    }

    private static @Nullable String neighbour(String id, int leg, int index, int count) {
        return index < 0 || index >= count
                ? null
                : Address.of("/calls").segment(id).segment("messages").segment(leg).segment(index).toString();
    }

    private static String text(FoldedDialog leg, LadderMessage m) {
        return leg.messages().stream().filter(each -> each.observation().contentHash().equals(m.contentHash()))
                .findFirst().map(WitnessedMessage::observation)
                .map(o -> Text.lines(new String(o.text(), StandardCharsets.UTF_8))).orElse("");
    }

    private static List<Seen> seen(FoldedDialog leg, LadderMessage m) {
        Map<Hash128, String> chunks = new HashMap<>();
        leg.packets().keySet().forEach(chunk -> chunks.put(Hash128.of(chunk), chunk));
        return m.sightings().stream()
                .flatMap(s -> s.sources().stream()
                        .map(source -> new Seen(Text.cut(s.vantage(), 60),
                                Times.timeOfDay(ViewJson.instant(s.timeNs())),
                                chunks.getOrDefault(source.chunkId(), source.chunkId().toString()),
                                source.offsets().toString())))
                .toList();
    }
}
