package io.sipvault.agent.log;

import io.sipvault.agent.collect.RecordSink;
import io.sipvault.agent.log.FollowedFile.Kind;
import io.sipvault.agent.log.LogPositions.Place;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which files are read: those that patterns name, what they were before, and those that were rotated. For one thread. */
final class FollowedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedFiles.class);
    /** Of those that are not read to their end: each takes memory, most of all to inflate it. */
    private static final int MOST_ROTATED_AT_ONCE = 16;

    private final LogPaths paths;
    private final LogSources sources;
    private final Reading reading;
    private final LogPositions positions;
    private final Clock clock;
    private final OpenFiles open = new OpenFiles();
    /** Rotated files that are still to be read. */
    private final Set<Path> rotated = new LinkedHashSet<>();
    /** Places on disk of files that were never met before this look. */
    private final Set<String> begun = new HashSet<>();
    private final Set<Path> met = new HashSet<>();
    private final Set<Path> unreadable = new HashSet<>();
    private boolean unkept;

    FollowedFiles(LogSources sources, LogPositions positions, Clock clock, LongSupplier nanos) {
        this.paths = new LogPaths(sources.files());
        this.sources = sources;
        this.reading = new Reading(positions, new LineTimes(sources.timeForm(), sources.zone(), clock),
                sources.redaction(), nanos);
        this.positions = positions;
        this.clock = clock;
    }

    /** Looks which files are there now. */
    void look() {
        Set<String> present = new HashSet<>();
        List<Path> found = paths.find();
        met.retainAll(found);
        for (Path path : found) {
            try {
                look(path, present);
                unreadable.remove(path);
            } catch (NoSuchFileException e) {
                // rotated just now: it is met again under its new name or not at all
            } catch (IOException e) {
                unreadable(path, e);
            }
        }
        open.endIdle(present);
        followRotated();
        keep();
    }

    private void look(Path path, Set<String> present) throws IOException {
        String key = key(path);
        present.add(key);
        FollowedFile known = open.get(key);
        if (known != null && known.isCut()) {
            cut(path, key, known);
            known = null;
        }
        boolean opened = known == null && follow(path, key, false, null);
        // a log that was rotated twice since the last look is beside it by now
        if (met.add(path) || opened) {
            rotated.addAll(LogPaths.older(path, clock.instant().minus(sources.older())));
        }
    }

    private static String key(Path path) throws IOException {
        return String.valueOf(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    /** What a log was before is read on, or from its beginning if that was never met. */
    private void followRotated() {
        for (Iterator<Path> next = rotated.iterator(); next.hasNext() && open.catchingUp() < MOST_ROTATED_AT_ONCE;) {
            followBeside(next.next(), null);
            next.remove();
        }
    }

    private boolean followBeside(Path path, @Nullable Place copied) {
        try {
            String key = key(path);
            return open.get(key) == null && follow(path, key, true, copied);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            unreadable(path, e);
            return false;
        }
    }

    /**
     * Begins to read a file where it was left.
     *
     * @param old
     *            whether it is a log no more, and grows for a while at most
     * @param copied
     *            only if it is a copy of that; null for any
     * @return whether it is read now
     */
    private boolean follow(Path path, String key, boolean old, @Nullable Place copied) throws IOException {
        LogInput input = LogInput.open(path);
        FollowedFile opened = null;
        try {
            byte[] head = input.head();
            // rotated just now: what was opened may be another file than the one of this place on disk
            boolean same = key(path).equals(key);
            if (same && head.length > 0 && open.hasRoom() && isWanted(head, copied)) {
                Place place = copied != null ? copied : place(path, key, head, input);
                opened = opened(path, input, place, head, old);
            }
        } finally {
            if (opened == null) {
                input.close();
            }
        }
        if (opened != null) {
            open.add(key, opened);
        }
        return opened != null;
    }

    private boolean isWanted(byte[] head, @Nullable Place copied) {
        return copied == null ? !open.hasCopyOf(head) : copied.head().isTelling() && copied.head().begins(head);
    }

    private Place place(Path path, String key, byte[] head, LogInput input) throws IOException {
        long read = positions.find(key, head, Long.MAX_VALUE).map(positions::next).orElse(0L);
        Optional<Place> found = positions.find(key, head, input.size(read));
        if (found.isPresent()) {
            return positions.met(found.get(), head);
        }
        begun.add(key);
        return positions.begin(path, key, head);
    }

    private Kind kind(Path path, boolean old) throws IOException {
        if (!old) {
            return Kind.LOG;
        }
        Instant grows = clock.instant().minus(FollowedFile.GROWS_UNTIL);
        boolean unchanging = LogInput.isCompressed(path) || Files.getLastModifiedTime(path).toInstant().isBefore(grows);
        return unchanging ? Kind.UNCHANGING : Kind.ROTATED;
    }

    /** Null of a file that was read to its end, and does not grow. */
    private @Nullable FollowedFile opened(Path path, LogInput input, Place place, byte[] head, boolean old)
            throws IOException {
        Kind kind = kind(path, old);
        long next = positions.next(place);
        if (kind == Kind.UNCHANGING && next == input.size(next)) {
            return null;
        }
        return new FollowedFile(place, head, input, kind, reading);
    }

    /** Something copied a log and cut it to nothing: the copy has what was not read yet. */
    private void cut(Path log, String key, FollowedFile cut) {
        for (Path path : LogPaths.older(log, clock.instant().minus(FollowedFile.GROWS_UNTIL.multipliedBy(10)))) {
            if (followBeside(path, cut.place())) {
                open.drop(key);
                return;
            }
        }
        LOG.info("{} was cut to nothing; what was not read yet is lost unless a copy of it is among the logs", log);
        open.end(key);
    }

    /** Makes places durable before anything is read under them: else it might be read again after a crash. */
    private void keep() {
        try {
            positions.keep(open.ids());
            unkept = false;
        } catch (ForensicException e) {
            begun.forEach(open::drop);
            // so that what stands beside the logs is looked for again
            met.clear();
            if (!unkept) {
                LOG.warn("{} files were found that cannot be followed: {}. Has the agent's data directory room? They"
                        + " wait where they are", begun.size(), e.getMessage());
            }
            unkept = true;
        }
        begun.clear();
    }

    /** Reads on in all files. @return whether more may be there, and be taken */
    boolean turn(RecordSink sink) {
        return open.turn(sink);
    }

    private void unreadable(Path path, Exception e) {
        if (unreadable.add(path)) {
            LOG.warn("log {} cannot be followed: {}. Has the agent's user the right to read it? It is tried again",
                    path,
                    e.toString());
        }
    }

    void close() {
        open.close();
    }
}
