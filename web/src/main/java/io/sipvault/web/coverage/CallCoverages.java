package io.sipvault.web.coverage;

import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.web.coverage.CallCoverage.Dropped;
import io.sipvault.web.coverage.CallCoverage.NotSeen;
import io.sipvault.web.coverage.CallCoverage.SeenBy;
import io.sipvault.web.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers whether all of a call was seen, from what is known of the agents that saw it. */
@Component
public final class CallCoverages {
    /** Agents that did not see the call, of which is said why that may be. */
    private static final int MOST_OTHERS = 3;
    private static final int LONGEST_NAME = 63;

    private final CoverageReader reader;

    CallCoverages(CoverageReader reader) {
        this.reader = reader;
    }

    /** Which agents saw signalling of a call and which saw media, while it lasted, and whether it was answered. */
    private record Sighting(Set<String> signalling, Set<String> media, boolean answered, Instant from, Instant to) {
        static Sighting of(Collection<DialogView> legs, Collection<StreamView> all) {
            List<StreamView> streams = all.stream().filter(stream -> stream.packets() > 0).toList();
            Instant from = legs.stream().map(DialogView::createdAt).min(Comparator.naturalOrder()).orElseThrow();
            Instant to = Stream.concat(legs.stream().map(DialogView::updatedAt),
                    streams.stream().map(StreamView::lastSeen)).max(Comparator.naturalOrder()).orElse(from);
            return new Sighting(names(legs.stream().flatMap(leg -> leg.agents().stream())),
                    names(streams.stream().map(StreamView::agent)),
                    legs.stream().anyMatch(leg -> leg.method().equals("INVITE") && leg.durationSec() > 0), from,
                    to.isBefore(from) ? from : to);
        }

        /** A sender of HEP is a vantage below the agent that captured it. */
        private static Set<String> names(Stream<String> vantages) {
            return vantages.map(vantage -> vantage.split("/", 2)[0]).filter(name -> !name.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        Set<String> all() {
            Set<String> all = new TreeSet<>(signalling);
            all.addAll(media);
            return all;
        }

        boolean lacksMedia() {
            return answered && media.isEmpty();
        }

        List<ChunkKind> kindsOf(String agent) {
            List<ChunkKind> kinds = new ArrayList<>();
            if (signalling.contains(agent)) {
                kinds.add(ChunkKind.SIP);
            }
            if (media.contains(agent) || lacksMedia()) {
                kinds.add(ChunkKind.RTP);
            }
            return kinds;
        }
    }

    /** What an agent lost while a call lasted. */
    private record Loss(Map<ChunkKind, List<Span>> notSeen, List<Drops> drops) {
        static Loss of(Coverage coverage, List<ChunkKind> kinds, Sighting s) {
            Map<ChunkKind, List<Span>> notSeen = new EnumMap<>(ChunkKind.class);
            coverage.tracks().stream().filter(track -> kinds.contains(track.kind())).forEach(track -> {
                List<Span> spans = track.notSeen(s.from, s.to);
                if (!spans.isEmpty()) {
                    notSeen.put(track.kind(), spans);
                }
            });
            return new Loss(notSeen, coverage.drops().stream()
                    .filter(d -> d.touches(s.from, s.to) && kinds.stream().anyMatch(d::mayBeOf)).toList());
        }

        boolean isNone() {
            return notSeen.isEmpty() && drops.isEmpty();
        }
    }

    /** Of a call with its legs and their streams. */
    public CallCoverage of(Collection<DialogView> legs, Collection<StreamView> streams) {
        Sighting s = Sighting.of(legs, streams);
        Set<String> seenBy = s.all();
        Map<String, Coverage> known = reader
                .read(s.from, s.to, name -> s.lacksMedia() || seenBy.contains(name)).stream()
                .collect(Collectors.toMap(Coverage::agent, Function.identity()));
        Map<String, Loss> losses = new HashMap<>();
        known.forEach((agent, coverage) -> losses.put(agent, Loss.of(coverage, s.kindsOf(agent), s)));
        List<SeenBy> agents = seenBy.stream().map(agent -> seenBy(agent, s, losses.get(agent))).toList();
        boolean complete = !s.lacksMedia() && !agents.isEmpty()
                && agents.stream().allMatch(agent -> Boolean.TRUE.equals(agent.complete()));
        return new CallCoverage(sentence(s, losses), complete, s.from, s.to, agents);
    }

    private static SeenBy seenBy(String agent, Sighting s, @Nullable Loss loss) {
        boolean signalling = s.signalling.contains(agent);
        boolean media = s.media.contains(agent);
        if (loss == null) {
            return new SeenBy(agent, signalling, media, null, List.of(), List.of());
        }
        List<NotSeen> notSeen = new ArrayList<>();
        loss.notSeen.forEach((kind, spans) -> spans.forEach(
                span -> notSeen.add(new NotSeen(kind.word(), span.from(), span.to(), span.state().word()))));
        return new SeenBy(agent, signalling, media, loss.isNone(), notSeen, loss.drops.stream().map(d -> {
            ChunkKind kind = d.kind();
            return new Dropped(d.from(), d.to(), kind == null ? null : kind.word(), d.packets(), d.told());
        }).toList());
    }

    private static String sentence(Sighting s, Map<String, Loss> losses) {
        Set<String> seenBy = s.all();
        StringBuilder text = new StringBuilder("Seen by " + listed(seenBy.stream().map(CallCoverages::name).toList())
                + ". ");
        List<String> clauses = new ArrayList<>();
        for (String agent : seenBy) {
            Loss loss = losses.get(agent);
            if (loss != null) {
                clauses.add(name(agent) + " " + lost(loss, s));
            }
        }
        if (!clauses.isEmpty()) {
            text.append("While it lasted ").append(String.join("; ", clauses)).append(". ");
        }
        List<String> silent = seenBy.stream().filter(agent -> !losses.containsKey(agent)).map(CallCoverages::name)
                .toList();
        if (!silent.isEmpty()) {
            text.append("What was brought as a file (").append(String.join(", ", silent))
                    .append(") does not tell what its capture missed. ");
        }
        if (s.lacksMedia()) {
            text.append("Nobody saw media of it. ").append(others(s, losses));
        }
        return text.toString().strip();
    }

    private static String lost(Loss loss, Sighting s) {
        List<String> parts = new LossSentence(s.from, s.to).parts(loss.notSeen, loss.drops);
        return parts.isEmpty() ? "lost nothing" : listed(parts);
    }

    /** Agents that capture media and saw none of it, with what they lost. */
    private static String others(Sighting s, Map<String, Loss> losses) {
        Set<String> seenBy = s.all();
        List<String> clauses = losses.entrySet().stream()
                .filter(e -> !seenBy.contains(e.getKey()) && !e.getValue().isNone()).sorted(Map.Entry.comparingByKey())
                .limit(MOST_OTHERS).map(e -> name(e.getKey()) + " " + lost(e.getValue(), s)).toList();
        return clauses.isEmpty() ? "" : "Of those that saw nothing of it, " + String.join("; ", clauses) + ".";
    }

    private static String name(String agent) {
        return Text.cut(agent, LONGEST_NAME);
    }

    private static String listed(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }
}
