package io.sipvault.agent.log;

import io.sipvault.agent.collect.RecordSink;
import io.sipvault.agent.log.LogPositions.Place;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which files are read: those that patterns name, what they were before, and those that were rotated. For one thread. */
final class FollowedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedFiles.class);
    /** A file that no pattern names any more may grow until its writer is told. */
    private static final Duration GROWS_UNTIL = Duration.ofSeconds(30);

    private final LogPaths paths;
    private final LogSources sources;
    private final LineTimes times;
    private final LogPositions positions;
    private final Clock clock;
    /** By place on disk. */
    private final Map<String, FollowedFile> files = new LinkedHashMap<>();
    /** What was cut to nothing, until its last records are taken. */
    private final List<FollowedFile> ending = new ArrayList<>();
    private final Set<Path> met = new HashSet<>();
    private final Set<Path> unreadable = new HashSet<>();
    private final byte[] buffer = new byte[64 << 10];

    FollowedFiles(LogSources sources, LogPositions positions, Clock clock) {
        this.paths = new LogPaths(sources.files());
        this.sources = sources;
        this.times = new LineTimes(sources.timeForm(), sources.zone(), clock);
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
            } catch (IOException | ForensicException e) {
                // also where the disk takes no note of a new file: it waits where it is
                unreadable(path, e);
            }
        }
        files.entrySet().removeIf(entry -> !present.contains(entry.getKey()) && hasEnded(entry.getValue()));
    }

    private void look(Path path, Set<String> present) throws IOException {
        String key = key(path);
        present.add(key);
        FollowedFile known = files.get(key);
        if (known != null && known.isCut()) {
            files.remove(key);
            cut(path, known);
            known = null;
        }
        boolean begun = known == null && follow(path, key, false, null);
        // a log that was rotated twice since the last look is beside it by now
        if (met.add(path) || begun) {
            older(path);
        }
    }

    private static String key(Path path) throws IOException {
        return String.valueOf(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    /**
     * Begins to read a file where it was left.
     *
     * @param rotated
     *            whether it is a log no more, and grows for a while at most
     * @param copied
     *            only if it is a copy of that; null for any
     * @return whether it is read now
     */
    private boolean follow(Path path, String key, boolean rotated, @Nullable Place copied) throws IOException {
        LogInput input = LogInput.open(path);
        FollowedFile opened = null;
        try {
            byte[] head = input.head();
            // rotated just now: what was opened may be another file than the one of this place on disk
            boolean same = key(path).equals(key);
            if (same && head.length > 0 && files.size() < LogPaths.MOST_FILES
                    && (copied == null || copied.head().isTelling() && copied.head().begins(head))) {
                Place place = copied != null ? copied : place(path, key, head, input.size());
                opened = rotated && isOver(path, input, place) ? null : opened(path, input, place);
            }
        } finally {
            if (opened == null) {
                input.close();
            }
        }
        if (opened != null) {
            files.put(key, opened);
        }
        return opened != null;
    }

    private Place place(Path path, String key, byte[] head, long size) {
        return positions.find(key, head, size).map(found -> positions.met(found, head))
                .orElseGet(() -> positions.begin(path, key, head));
    }

    /** Whether a rotated file was read to its end, and will not grow. */
    private boolean isOver(Path path, LogInput input, Place place) throws IOException {
        return positions.next(place) == input.size() && (LogInput.isCompressed(path)
                || Files.getLastModifiedTime(path).toInstant().isBefore(clock.instant().minus(GROWS_UNTIL)));
    }

    private FollowedFile opened(Path path, LogInput input, Place place) throws IOException {
        input.skip(positions.next(place));
        return new FollowedFile(place, input, LogInput.isCompressed(path), positions, times, sources.redaction());
    }

    /** What a log was before is read on, or from its beginning if that was never met. */
    private void older(Path log) throws IOException {
        for (Path path : LogPaths.older(log, clock.instant().minus(sources.older()))) {
            followBeside(path, null);
        }
    }

    private boolean followBeside(Path path, @Nullable Place copied) {
        try {
            String key = key(path);
            return !files.containsKey(key) && follow(path, key, true, copied);
        } catch (IOException | ForensicException e) {
            unreadable(path, e);
            return false;
        }
    }

    /** Something copied a log and cut it to nothing: the copy has what was not read yet. */
    private void cut(Path log, FollowedFile cut) throws IOException {
        for (Path path : LogPaths.older(log, clock.instant().minus(GROWS_UNTIL.multipliedBy(10)))) {
            if (followBeside(path, cut.place())) {
                cut.close();
                return;
            }
        }
        LOG.info("{} was cut to nothing; what was not read yet is lost unless a copy of it is among the logs", log);
        cut.finish();
        ending.add(cut);
    }

    private boolean hasEnded(FollowedFile file) {
        if (!file.isIdleFor(GROWS_UNTIL)) {
            return false;
        }
        file.finish();
        ending.add(file);
        return true;
    }

    /** Reads on in all files. @return whether more may be there, and be taken */
    boolean turn(RecordSink sink) {
        boolean more = false;
        for (Map.Entry<String, FollowedFile> entry : List.copyOf(files.entrySet())) {
            try {
                more |= entry.getValue().turn(buffer, sink);
            } catch (IOException e) {
                LOG.warn("reading {} failed: {}. It is opened again if it is still there",
                        entry.getValue().place().log(),
                        e.toString());
                files.remove(entry.getKey());
                entry.getValue().finish();
                ending.add(entry.getValue());
            }
        }
        ending.removeIf(file -> {
            boolean taken = file.handOn(sink);
            if (taken) {
                close(file);
            }
            return taken;
        });
        return more;
    }

    private void unreadable(Path path, Exception e) {
        if (unreadable.add(path)) {
            LOG.warn("log {} cannot be followed: {}. Has the agent's user the right to read it, and has its data"
                    + " directory room? It is tried again", path, e.toString());
        }
    }

    void close() {
        files.values().forEach(FollowedFiles::close);
        ending.forEach(FollowedFiles::close);
    }

    private static void close(FollowedFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("closing {} failed: {}", file.place().log(), e.toString());
        }
    }
}
