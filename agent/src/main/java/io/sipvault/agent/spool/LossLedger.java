package io.sipvault.agent.spool;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was lost, by kind, until a manifest tells it: in memory, and on disk whenever it changed. Each manifest that tells some
 * of it has a number; what number was told last stands in the ledger, so that after a crash nothing is told twice. Safe for
 * use by many threads.
 */
public final class LossLedger {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Map<ChunkKind, Losses> untold = new EnumMap<>(ChunkKind.class);
    private long told;
    private long kernel;
    private @Nullable String removed;
    private boolean changed;

    /**
     * @param told
     *            number of the manifest that told losses last
     * @param kernel
     *            packets that the kernel dropped, of which nobody knows the kind
     * @param removed
     *            name of the spool file that was given up last, whose packets are among the losses
     */
    private record State(long told, long kernel, Map<ChunkKind, Losses> untold, @Nullable String removed) {}

    private LossLedger(Path file, State state) {
        this.file = file;
        this.told = state.told;
        this.kernel = state.kernel;
        this.removed = state.removed;
        untold.putAll(state.untold);
    }

    /** Reads what an earlier process left. */
    public static LossLedger open(Path file) {
        try {
            return new LossLedger(file, JSON.readValue(Files.readAllBytes(file), State.class));
        } catch (NoSuchFileException e) {
            return new LossLedger(file, new State(0, 0, Map.of(), null));
        } catch (IOException | JacksonException e) {
            throw SpoolFailure.of("reading the ledger of losses", file, e);
        }
    }

    /** Notes that nothing was captured for a time. */
    public void missed(ChunkKind kind, Gap gap) {
        add(kind, new Losses(0, 0, List.of(gap)));
    }

    /** Notes packets that the agent dropped. */
    public void dropped(ChunkKind kind, long packets) {
        add(kind, new Losses(0, packets, List.of()));
    }

    private synchronized void add(ChunkKind kind, Losses losses) {
        untold.merge(kind, losses, Losses::plus);
        changed = true;
    }

    /** Notes packets that the kernel dropped: the next manifest tells them, of whatever kind it is. */
    public synchronized void kernelDropped(long packets) {
        kernel += packets;
        changed = true;
    }

    /**
     * Notes a spool file that is about to be removed with all its packets.
     *
     * @return whether that is durable; when not, nothing is noted and the file has to stay
     */
    synchronized boolean gaveUp(ChunkKind kind, long packets, String fileName) {
        Losses before = untold.get(kind);
        dropped(kind, packets);
        removed = fileName;
        save();
        if (changed) {
            untold.put(kind, before == null ? Losses.NONE : before);
            removed = null;
        }
        return !changed;
    }

    /** The file that was given up last: a crash may have left it there. */
    synchronized Optional<String> givenUp() {
        return Optional.ofNullable(removed);
    }

    /** What the next manifest of a kind has to tell. */
    public synchronized Losses untold(ChunkKind kind) {
        return untold.getOrDefault(kind, Losses.NONE).plus(new Losses(kernel, 0, List.of()));
    }

    /** The number of the next manifest that tells losses. */
    public synchronized long nextNumber() {
        return told + 1;
    }

    /** A manifest is durable that tells some losses; told again with the same number, as after a crash, it changes nothing. */
    public synchronized void told(long number, ChunkKind kind, Losses losses) {
        if (number > told) {
            told = number;
            kernel -= losses.kernel();
            untold.computeIfPresent(kind, (k, all) -> all.minus(losses));
            changed = true;
            save();
        }
    }

    /** Makes it durable if it changed. A full disk is met again, and at last room is made. */
    public synchronized void saveIfChanged() {
        if (changed) {
            save();
        }
    }

    private void save() {
        try {
            DurableFile.write(file, JSON.writeValueAsBytes(new State(told, kernel, untold, removed)));
            changed = false;
        } catch (IOException e) {
            // it stays changed, and the next turn tries again
            changed = true;
        }
    }
}
