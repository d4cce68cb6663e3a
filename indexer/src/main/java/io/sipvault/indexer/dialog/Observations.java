package io.sipvault.indexer.dialog;

import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that was seen of a dialog, as one sequence of messages. Identical observations of a vantage count once. The
 * vantage that saw the most messages is the one that counts (ties by name); what another one saw of the same message is
 * a witness, and what only another one saw stands between them by that one's clock.
 *
 * @param messages
 *            in time order, numbered
 * @param vantages
 *            the one that counts first
 * @param counted
 *            messages that the counting vantage saw
 * @param retransmissions
 *            of these
 */
record Observations(List<SeenMessage> messages, List<String> vantages, int counted, int retransmissions) {
    /** Clocks of agents are taken to agree within this; T1 times a few, so that retransmissions still tell apart. */
    static final long CLOCK_UNCERTAINTY_NS = 2_000_000_000L;
    /** Two copies of a packet that a mirror port made come closer than any retransmission timer fires. */
    static final long MIRROR_WINDOW_NS = 1_000_000L;

    private static final Comparator<WitnessedMessage> IDENTITY = Comparator.comparing(WitnessedMessage::vantage)
            .thenComparingLong(w -> w.observation().timeNs()).thenComparing(w -> w.observation().contentHash())
            .thenComparing(w -> w.observation().flow().source())
            .thenComparing(w -> w.observation().flow().destination())
            .thenComparing(w -> w.observation().flow().transport()).thenComparing(WitnessedMessage::chunkId)
            .thenComparing(PacketReference::of);

    /** The same bytes on the same hop. */
    private record Content(Flow flow, Hash128 hash) {
        static Content of(SeenMessage message) {
            return new Content(message.flow(), message.contentHash());
        }
    }

    static Observations of(List<WitnessedMessage> all) {
        List<List<SeenMessage>> ranked = ranked(distinct(all));
        ranked.forEach(Observations::markCopies);
        List<SeenMessage> merged = new ArrayList<>(ranked.getFirst());
        for (List<SeenMessage> other : ranked.subList(1, ranked.size())) {
            merged.addAll(unwitnessed(merged, other));
        }
        merged.sort(SeenMessage.ORDER);
        for (int i = 0; i < merged.size(); i++) {
            merged.get(i).index(i);
        }
        List<SeenMessage> counting = ranked.getFirst();
        int repeated = (int) counting.stream().filter(SeenMessage::isRetransmission).count();
        return new Observations(merged, ranked.stream().map(each -> each.getFirst().vantage()).toList(),
                counting.size(), repeated);
    }

    private static Map<String, List<SeenMessage>> distinct(List<WitnessedMessage> all) {
        List<WitnessedMessage> sorted = new ArrayList<>(all);
        sorted.sort(IDENTITY);
        Map<String, List<SeenMessage>> byVantage = new TreeMap<>();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || !isSame(sorted.get(from), sorted.get(i))) {
                byVantage.computeIfAbsent(sorted.get(from).vantage(), v -> new ArrayList<>())
                        .add(seen(sorted.subList(from, i)));
                from = i;
            }
        }
        return byVantage;
    }

    private static boolean isSame(WitnessedMessage a, WitnessedMessage b) {
        SipObservation one = a.observation();
        SipObservation other = b.observation();
        return one.timeNs() == other.timeNs() && one.contentHash().equals(other.contentHash())
                && one.flow().equals(other.flow()) && a.vantage().equals(b.vantage());
    }

    private static SeenMessage seen(List<WitnessedMessage> same) {
        SeenMessage message = new SeenMessage(same.getFirst());
        message.sighting(new Sighting(message.vantage(), message.timeNs(), sources(same)));
        return message;
    }

    private static List<PacketReference> sources(List<WitnessedMessage> same) {
        return same.size() == 1
                ? List.of(PacketReference.of(same.getFirst()))
                : same.stream().map(PacketReference::of).distinct().toList();
    }

    private static List<List<SeenMessage>> ranked(Map<String, List<SeenMessage>> byVantage) {
        List<List<SeenMessage>> ranked = new ArrayList<>(byVantage.values());
        ranked.forEach(messages -> messages.sort(SeenMessage.ORDER));
        ranked.sort(Comparator.comparingInt((List<SeenMessage> messages) -> -messages.size())
                .thenComparing(messages -> messages.getFirst().vantage()));
        return ranked;
    }

    private static Map<Content, List<SeenMessage>> byContent(List<SeenMessage> messages) {
        Map<Content, List<SeenMessage>> groups = HashMap.newHashMap(messages.size());
        for (SeenMessage message : messages) {
            groups.computeIfAbsent(Content.of(message), c -> new ArrayList<>(1)).add(message);
        }
        return groups;
    }

    private static void markCopies(List<SeenMessage> ofOneVantage) {
        for (List<SeenMessage> same : byContent(ofOneVantage).values()) {
            for (int i = 1; i < same.size(); i++) {
                if (isMirrored(same, i)) {
                    same.get(i).markMirrored();
                } else {
                    same.get(i).markRetransmission();
                }
            }
        }
    }

    private static boolean isMirrored(List<SeenMessage> same, int i) {
        SeenMessage copy = same.get(i);
        for (int j = i - 1; j >= 0 && copy.timeNs() - same.get(j).timeNs() <= MIRROR_WINDOW_NS; j--) {
            if (copy.ipId() != 0 && copy.ipId() == same.get(j).ipId()) {
                return true;
            }
        }
        return false;
    }

    /** Adds the sightings of one vantage to the messages that they belong to; gives back those that belong to none. */
    private static List<SeenMessage> unwitnessed(List<SeenMessage> known, List<SeenMessage> other) {
        known.sort(SeenMessage.ORDER);
        Map<Content, List<SeenMessage>> groups = byContent(known);
        List<SeenMessage> rest = new ArrayList<>();
        byContent(other)
                .forEach((content, messages) -> match(groups.getOrDefault(content, List.of()), messages, rest));
        return rest;
    }

    /**
     * Pairs equal messages of two vantages, both lists in time order, in one pass: in order, and by nearest time where
     * the known ones are more.
     */
    private static void match(List<SeenMessage> known, List<SeenMessage> other, List<SeenMessage> rest) {
        int i = 0;
        for (int j = 0; j < other.size(); j++) {
            SeenMessage message = other.get(j);
            int left = other.size() - j;
            while (i < known.size() && isTooEarly(known, i, message, left)) {
                i++;
            }
            if (i < known.size() && distanceNs(known.get(i), message) <= CLOCK_UNCERTAINTY_NS) {
                known.get(i).sighting(message.sightings().getFirst());
                i++;
            } else {
                rest.add(message);
            }
        }
    }

    private static boolean isTooEarly(List<SeenMessage> known, int i, SeenMessage message, int left) {
        long distance = distanceNs(known.get(i), message);
        boolean spare = known.size() - i > left;
        boolean nextIsNearer = spare && distanceNs(known.get(i + 1), message) < distance;
        return nextIsNearer || known.get(i).timeNs() < message.timeNs() && distance > CLOCK_UNCERTAINTY_NS;
    }

    private static long distanceNs(SeenMessage a, SeenMessage b) {
        return Math.abs(a.timeNs() - b.timeNs());
    }
}
