package io.sipvault.indexer.fold;

import io.sipvault.indexer.call.LinkHeaders;
import io.sipvault.indexer.call.LinkKeys;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.FragmentHeader;
import io.sipvault.ingest.fragment.FragmentWriter;
import io.sipvault.ingest.fragment.LogEntry;
import io.sipvault.ingest.fragment.SipEntry;
import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import io.sipvault.ingest.wire.ByteSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An archive in the heap and its index: chunks are put as fragment files of messages or log lines, and folded. */
public final class FoldedArchive implements AutoCloseable {
    public static final String REGION = "US";

    private static final int LINES_PER_ENTRY = 500;

    private final MemoryObjectStore store;
    private final Path root;
    private final Map<String, Long> nowByVantage = new HashMap<>();
    private PartitionedIndex index;
    private LinkKeys linkKeys = LinkKeys.COMMON;

    public FoldedArchive(Path root) {
        this(root, new MemoryObjectStore());
    }

    private FoldedArchive(Path root, MemoryObjectStore store) {
        this.root = root;
        this.store = store;
        this.index = PartitionedIndex.open(root);
    }

    /** The same chunks with another index, which may be a copy of this one. */
    public FoldedArchive withIndexAt(Path folder) {
        FoldedArchive other = new FoldedArchive(folder, store);
        other.nowByVantage.putAll(nowByVantage);
        return other;
    }

    /** Folds from here on with other link headers. */
    public FoldedArchive linkedBy(String headers) {
        linkKeys = new LinkKeys(LinkHeaders.parse(headers, "test"));
        return this;
    }

    public PartitionedIndex index() {
        return index;
    }

    public static NumberNormalizer numbers() {
        return new NumberNormalizer(REGION);
    }

    /** Puts the fragment file of a chunk of messages, of any dialogs of one vantage. */
    public FoldedArchive sip(String chunk, List<WitnessedMessage> messages) {
        Map<String, List<SipObservation>> byCallId = new TreeMap<>();
        for (WitnessedMessage m : messages) {
            byCallId.computeIfAbsent(m.message().callId(), c -> new ArrayList<>()).add(m.observation());
        }
        SortedMap<EntryKey, ByteSink> entries = new TreeMap<>();
        byCallId.forEach((callId, observations) -> {
            ByteSink body = new ByteSink(1024);
            new SipEntry(callId, 0, observations).encode(body);
            entries.put(SipEntry.key(callId), body);
        });
        long last = messages.stream().mapToLong(m -> m.observation().timeNs()).max().orElse(Long.MIN_VALUE);
        put(chunk, messages.getFirst().vantage(), last, entries);
        return this;
    }

    /** Puts the fragment file of a chunk of log lines. */
    public FoldedArchive log(String chunk, String vantage, List<LogEntry.Line> lines) {
        SortedMap<EntryKey, ByteSink> entries = new TreeMap<>();
        for (int from = 0; from < lines.size(); from += LINES_PER_ENTRY) {
            ByteSink body = new ByteSink(1024);
            new LogEntry("pbx.log", lines.subList(from, Math.min(lines.size(), from + LINES_PER_ENTRY))).encode(body);
            entries.put(LogEntry.key(chunk, from / LINES_PER_ENTRY), body);
        }
        put(chunk, vantage, lines.getLast().timeNs(), entries);
        return this;
    }

    private void put(String chunk, String vantage, long lastNs, SortedMap<EntryKey, ByteSink> entries) {
        FragmentWriter writer = new FragmentWriter();
        entries.forEach((key, body) -> writer.entry(key, body.array(), 0, body.size()));
        store.putIfAbsent(ChunkDecoder.fragmentKey(chunk),
                writer.finish(new FragmentHeader(chunk, vantage, 1, 0, lastNs,
                        0, 0, 0, 0, 0, new TreeMap<>(), new TreeMap<>())));
        nowByVantage.merge(vantage, lastNs, Math::max);
    }

    /** Folds chunks in one round, as if their vantages had seen nothing later than all that was put. */
    public FoldedArchive fold(String... chunks) {
        new Folder(store, index, numbers(), linkKeys, Runnable::run).fold(List.of(chunks), nowByVantage);
        index.commit();
        index.refresh();
        return this;
    }

    /** Closes the index, and opens it as another start would. */
    public FoldedArchive reopen() {
        index.close();
        index = PartitionedIndex.open(root);
        return this;
    }

    @Override
    public void close() {
        index.close();
    }
}
