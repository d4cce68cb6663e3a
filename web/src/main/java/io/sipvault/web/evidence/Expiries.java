package io.sipvault.web.evidence;

import io.sipvault.indexer.evidence.ExpiredPackets;
import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.jobs.registry.ExpiredChunk;
import io.sipvault.jobs.registry.ExpiryRegistry;
import io.sipvault.web.evidence.CallFinder.Found;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Which packets of calls are given out no more. What the index says of a call outlives its packets. */
@Component
public final class Expiries {
    private static final Comparator<Cause> ORDER = Comparator.comparing(Cause::date).thenComparing(Cause::policy);

    private final ExpiryRegistry registry;
    private final DialogReader reader;
    private final EvidenceSearch search;

    Expiries(ExpiryRegistry registry, DialogReader reader, EvidenceSearch search) {
        this.registry = registry;
        this.reader = reader;
        this.search = search;
    }

    /**
     * By which policy, and when.
     *
     * @param sentence
     *            the same to read
     * @param chunks
     *            ids of the chunks that held them
     * @param of
     *            how many chunks hold packets of the call, expired or not
     */
    public record Expired(String policy, LocalDate date, String sentence, List<String> chunks, int of) {}

    /** Of some dialogs with their streams, by date and policy. */
    public List<Expired> of(Collection<Found> dialogs) {
        Set<String> chunks = new TreeSet<>();
        for (Found dialog : dialogs) {
            chunks.addAll(dialog.hit().sources());
            reader.streams(dialog.hit(), search).forEach(stream -> chunks.addAll(stream.sources()));
        }
        Map<Cause, List<String>> found = new TreeMap<>(ORDER);
        registry.expiredOf(chunks).forEach(chunk -> found.computeIfAbsent(Cause.of(chunk), cause -> new ArrayList<>())
                .add(chunk.id().toString()));
        return found.entrySet().stream().map(e -> expired(e.getKey(), e.getValue(), chunks.size())).toList();
    }

    private static Expired expired(Cause cause, List<String> chunks, int of) {
        ExpiredPackets packets = new ExpiredPackets(cause.policy, cause.date, chunks);
        return new Expired(packets.policy(), packets.date(), packets.sentence(), packets.chunks(), of);
    }

    private record Cause(LocalDate date, String policy) {
        static Cause of(ExpiredChunk chunk) {
            return new Cause(LocalDate.ofInstant(chunk.expired(), ZoneOffset.UTC), chunk.policy());
        }
    }
}
