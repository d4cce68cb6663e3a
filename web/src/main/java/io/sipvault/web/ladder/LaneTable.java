package io.sipvault.web.ladder;

import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.transport.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The streams of a call. */
final class LaneTable {
    private static final int MOST_CODEC_CELLS = 24;

    private final Map<Key, List<StreamView>> streams = new LinkedHashMap<>();

    private record Key(String ssrc, String source, String destination) {}

    void add(StreamView stream) {
        streams.computeIfAbsent(new Key(stream.ssrc(), stream.src(), stream.dst()), k -> new ArrayList<>())
                .add(stream);
    }

    /** First and last packets, in columns that are made where they are missing. */
    List<LadderEvent> events(Columns columns) {
        List<LadderEvent> events = new ArrayList<>();
        List<StreamView> firsts = new ArrayList<>();
        streams.values().forEach(seen -> {
            seen.sort(Comparator.comparingInt(StreamView::packets).reversed().thenComparing(StreamView::agent));
            firsts.add(seen.getFirst());
        });
        firsts.sort(Comparator.comparing(StreamView::firstSeen));
        for (StreamView stream : firsts) {
            Endpoint source = LadderAddress.parse(stream.src());
            Endpoint destination = LadderAddress.parse(stream.dst());
            if (source != null && destination != null && stream.packets() > 0) {
                int lane = events.size() / 2;
                StreamLane made = lane(stream, columns.media(source), columns.media(destination));
                events.add(new LadderEvent.StreamStart(made.startNs(), lane, made));
                events.add(new LadderEvent.StreamEnd(made.endNs(), lane, made));
            }
        }
        return events;
    }

    private StreamLane lane(StreamView s, int from, int to) {
        List<String> agents = streams.getOrDefault(new Key(s.ssrc(), s.src(), s.dst()), List.of()).stream()
                .map(StreamView::agent).distinct().limit(Columns.MOST_ENDPOINTS).toList();
        return new StreamLane(VisibleText.of(s.ssrc(), MOST_CODEC_CELLS), from, to, s.src(), s.dst(),
                VisibleText.of(s.codec(), MOST_CODEC_CELLS),
                s.packets(), s.lost(), s.lossPct(), s.mos(), ViewJson.ns(s.firstSeen()), ViewJson.ns(s.lastSeen()),
                agents);
    }
}
