package io.sipvault.agent.command;

import io.sipvault.ingest.transport.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The scopes that run, found by one criterion of each: the one that the fewest messages have. Never changes; another takes its
 * place when scopes do.
 */
final class ScopeIndex {
    static final ScopeIndex EMPTY = new ScopeIndex(List.of());

    private final LongIndex<ScopeEntry> byCallId;
    private final LongIndex<ScopeEntry> byCaller;
    private final LongIndex<ScopeEntry> byCalled;
    private final LongIndex<ScopeEntry> byNetwork;
    private final LongIndex<ScopeEntry> byDomain;
    private final LongIndex<ScopeEntry> byText;
    private final LongIndex<ScopeEntry> byTenant;
    private final TextAutomaton texts;
    private final TextAutomaton words;
    /** Numbers of bits that networks have. */
    private final int[] networkBits;
    private final boolean empty;

    ScopeIndex(Collection<ActiveScope> scopes) {
        Map<String, Integer> textNumbers = new LinkedHashMap<>();
        Map<String, Integer> wordNumbers = new LinkedHashMap<>();
        List<ScopeEntry> entries = new ArrayList<>();
        for (ActiveScope scope : scopes) {
            Criteria criteria = scope.scope.criteria();
            entries.add(new ScopeEntry(scope, number(criteria.text(), textNumbers),
                    number(criteria.tenant(), wordNumbers)));
        }
        Map<Anchor, Map<Long, List<ScopeEntry>>> anchored = new HashMap<>();
        entries.forEach(entry -> anchor(entry, anchored));
        byCallId = index(anchored, Anchor.CALL_ID);
        byCaller = index(anchored, Anchor.CALLER);
        byCalled = index(anchored, Anchor.CALLED);
        byNetwork = index(anchored, Anchor.NETWORK);
        byDomain = index(anchored, Anchor.DOMAIN);
        byText = index(anchored, Anchor.TEXT);
        byTenant = index(anchored, Anchor.TENANT);
        texts = automaton(textNumbers, false);
        words = automaton(wordNumbers, true);
        networkBits = entries.stream().map(entry -> entry.network).filter(Objects::nonNull)
                .mapToInt(Network::bits).distinct().toArray();
        empty = entries.isEmpty();
    }

    private enum Anchor {
        CALL_ID, CALLER, CALLED, NETWORK, DOMAIN, TEXT, TENANT
    }

    private static int number(@Nullable String text, Map<String, Integer> numbers) {
        if (text == null) {
            return -1;
        }
        numbers.putIfAbsent(text, numbers.size());
        return numbers.get(text);
    }

    private static TextAutomaton automaton(Map<String, Integer> numbers, boolean words) {
        return new TextAutomaton(
                numbers.keySet().stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList(), words);
    }

    private static LongIndex<ScopeEntry> index(Map<Anchor, Map<Long, List<ScopeEntry>>> anchored, Anchor anchor) {
        return new LongIndex<>(anchored.getOrDefault(anchor, Map.of()));
    }

    private static void anchor(ScopeEntry entry, Map<Anchor, Map<Long, List<ScopeEntry>>> anchored) {
        if (entry.callId != null) {
            enter(anchored, Anchor.CALL_ID, hash(entry.callId), entry);
        } else if (entry.from != null) {
            enter(anchored, Anchor.CALLER, key(entry.from), entry);
        } else if (entry.to != null) {
            enter(anchored, Anchor.CALLED, key(entry.to), entry);
        } else if (entry.network != null) {
            enter(anchored, Anchor.NETWORK, entry.network.key(), entry);
        } else if (entry.domain != null) {
            enter(anchored, Anchor.DOMAIN, ByteHash.ofAnyCase(entry.domain, 0, entry.domain.length), entry);
        } else if (entry.text >= 0) {
            enter(anchored, Anchor.TEXT, entry.text, entry);
        } else {
            enter(anchored, Anchor.TENANT, entry.tenant, entry);
        }
    }

    private static void enter(Map<Anchor, Map<Long, List<ScopeEntry>>> anchored, Anchor anchor, long key,
            ScopeEntry entry) {
        anchored.computeIfAbsent(anchor, a -> new HashMap<>()).computeIfAbsent(key, k -> new ArrayList<>())
                .add(entry);
    }

    private static long hash(byte[] bytes) {
        return ByteHash.of(bytes, 0, bytes.length);
    }

    private static long key(ScopeEntry.Party party) {
        return party.isNumber() ? Digits.key(party.number()) : hash(party.user());
    }

    boolean isEmpty() {
        return empty;
    }

    /** Finds scopes whose criteria a message matches; one may be found twice. */
    void find(SeenMessage seen, Consumer<ActiveScope> taker) {
        FoundTexts found = new FoundTexts(texts, words, seen);
        if (!byCallId.isEmpty() && seen.hasCallId()) {
            take(byCallId.get(seen.callIdHash()), seen, found, taker);
        }
        if (!byCaller.isEmpty()) {
            parties(byCaller, seen.callers(), seen, found, taker);
        }
        if (!byCalled.isEmpty()) {
            parties(byCalled, seen.called(), seen, found, taker);
        }
        if (!byNetwork.isEmpty()) {
            network(seen.flow.source(), seen, found, taker);
            network(seen.flow.destination(), seen, found, taker);
        }
        if (!byDomain.isEmpty()) {
            hosts(seen.called(), seen, found, taker);
            hosts(seen.from(), seen, found, taker);
        }
        if (!byText.isEmpty()) {
            numbered(byText, found.texts(), seen, found, taker);
        }
        if (!byTenant.isEmpty()) {
            numbered(byTenant, found.words(), seen, found, taker);
        }
    }

    private static void parties(LongIndex<ScopeEntry> index, List<UriPart> parts, SeenMessage seen, FoundTexts found,
            Consumer<ActiveScope> taker) {
        for (UriPart part : parts) {
            long number = part.number();
            take(index.get(number == Digits.NONE ? part.userHash() : Digits.key(number)), seen, found, taker);
        }
    }

    private void hosts(List<UriPart> parts, SeenMessage seen, FoundTexts found, Consumer<ActiveScope> taker) {
        for (UriPart part : parts) {
            take(byDomain.get(part.hostHash()), seen, found, taker);
        }
    }

    private void network(Endpoint end, SeenMessage seen, FoundTexts found, Consumer<ActiveScope> taker) {
        for (int bits : networkBits) {
            take(byNetwork.get(Network.of(end, bits).key()), seen, found, taker);
        }
    }

    private static void numbered(LongIndex<ScopeEntry> index, long[] numbers, SeenMessage seen, FoundTexts found,
            Consumer<ActiveScope> taker) {
        for (int word = 0; word < numbers.length; word++) {
            for (long rest = numbers[word]; rest != 0; rest &= rest - 1) {
                take(index.get((long) word * Long.SIZE + Long.numberOfTrailingZeros(rest)), seen, found, taker);
            }
        }
    }

    private static void take(List<ScopeEntry> entries, SeenMessage seen, FoundTexts found,
            Consumer<ActiveScope> taker) {
        for (int i = 0; i < entries.size(); i++) {
            ScopeEntry entry = entries.get(i);
            if (entry.matches(seen, found)) {
                taker.accept(entry.scope);
            }
        }
    }
}
