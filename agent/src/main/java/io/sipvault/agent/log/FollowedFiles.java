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
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        String key = String.valueOf(attributes.fileKey());
        present.add(key);
        byte[] head = LogInput.head(path);
        FollowedFile known = files.get(key);
        if (known != null && (known.isCut() || !known.place().head().begins(head))) {
            cut(path, known);
            files.remove(key);
            known = null;
        }
        // nothing can be told of a file that has nothing yet
        if (known == null && head.length > 0) {
            follow(path, key, head, attributes.size());
        }
        if (met.add(path)) {
            older(path);
        }
    }

    private void follow(Path path, String key, byte[] head, long size) throws IOException {
        if (files.size() >= LogPaths.MOST_FILES) {
            return;
        }
        Place place = positions.find(key, head, size).map(found -> positions.met(found, head))
                .orElseGet(() -> positions.begin(path, key, head));
        files.put(key, open(path, place));
    }

    private FollowedFile open(Path path, Place place) throws IOException {
        return new FollowedFile(place, LogInput.open(path, positions.next(place)), positions, times,
                sources.redaction());
    }

    /** What a log was before is read on, or from its beginning if that was never met. */
    private void older(Path log) throws IOException {
        for (Path path : LogPaths.older(log, clock.instant().minus(sources.older()))) {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            String key = String.valueOf(attributes.fileKey());
            byte[] head = LogInput.head(path);
            long size = LogInput.contentSize(path);
            boolean read = positions.find(key, head, size).filter(place -> positions.next(place) == size).isPresent();
            if (!files.containsKey(key) && head.length > 0 && !read) {
                follow(path, key, head, size);
            }
        }
    }

    /** Something copied a log and cut it to nothing: the copy has what was not read yet. */
    private void cut(Path log, FollowedFile cut) throws IOException {
        for (Path path : LogPaths.older(log, clock.instant().minus(GROWS_UNTIL.multipliedBy(10)))) {
            String key = String.valueOf(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
            if (!files.containsKey(key) && cut.place().head().isTelling()
                    && cut.place().head().begins(LogInput.head(path))) {
                files.put(key, open(path, cut.place()));
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
