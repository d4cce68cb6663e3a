package io.sipvault.agent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sipvault.agent.spool.SpoolFailure;
import io.sipvault.agent.spool.SpoolReader;
import io.sipvault.ingest.log.LogRecord;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How far each file was read. On disk stands what has left the spool; what is in the spool is read from there at a start, so
 * that the two never contradict each other. Safe for use by many threads.
 */
public final class LogPositions {
    /** Ids of what is no file, such as a journal, begin so. */
    static final String STREAM = "journal-";
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(90);
    private static final Duration RENEWED_AFTER = Duration.ofDays(1);
    private static final int MOST_PLACES = 10_000;

    private final PositionsFile file;
    private final Clock clock;
    private final Map<String, Place> places = new LinkedHashMap<>();
    /** What was handed to the spool, by the file's id. */
    private final Map<String, Long> handed = new HashMap<>();
    /** Places that are not on disk yet. */
    private final Set<String> begun = new HashSet<>();

    /**
     * A file that was met.
     *
     * @param id
     *            by which records name it
     * @param log
     *            its path when it was met
     * @param key
     *            place on disk; another file may get it later
     * @param next
     *            where the first record begins that has not left the spool
     * @param met
     *            when it was read last, to the day, or first
     */
    record Place(String id, String log, String key, FileHead head, long next, Instant met) {
        Place at(long offset) {
            return new Place(id, log, key, head, Math.max(next, offset), met);
        }

        Place grown(FileHead more, Instant now) {
            return new Place(id, log, key, more.bytes() > head.bytes() ? more : head, next, now);
        }
    }

    private LogPositions(PositionsFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
        file.read().forEach(place -> places.put(place.id, place));
    }

    /** Reads what an earlier process left. A damaged file is set aside: logs are read again then, rather than not at all. */
    public static LogPositions open(Path file, Clock clock) {
        return new LogPositions(new PositionsFile(file), clock);
    }

    /** Learns from a file that waits in the spool what was read. */
    public void inSpool(Path spoolFile) {
        Map<String, Long> read = furthest(spoolFile);
        synchronized (this) {
            read.forEach((id, next) -> handed.merge(id, next, Math::max));
        }
    }

    /** Notes what a file of the spool holds, which is about to leave it: durable when this returns. */
    public void leaving(Path spoolFile) {
        // nobody should wait meanwhile
        Map<String, Long> read = furthest(spoolFile);
        synchronized (this) {
            read.forEach(this::left);
            file.write(List.copyOf(places.values()));
        }
    }

    private void left(String id, long next) {
        if (id.startsWith(STREAM)) {
            // an earlier process had it, and nothing came of it since
            stream(id);
        }
        places.computeIfPresent(id, (i, place) -> place.at(next));
    }

    private static Map<String, Long> furthest(Path spoolFile) {
        Map<String, Long> furthest = new HashMap<>();
        try (SpoolReader reader = SpoolReader.open(spoolFile)) {
            while (reader.next()) {
                byte[] line = new byte[reader.length()];
                reader.copy(reader.offset(), line, 0, line.length);
                LogRecord log = LogRecord.decode(line, 0, line.length);
                if (log != null) {
                    furthest.merge(log.file(), log.next(), Math::max);
                }
            }
        } catch (NoSuchFileException e) {
            // gone already
        } catch (IOException e) {
            throw SpoolFailure.of("reading spool file", spoolFile, e);
        }
        return furthest;
    }

    /**
     * The file at a place on disk that begins so, or a copy of one that does; empty when it was never met. A file that is
     * shorter than what was read of the other is another.
     */
    synchronized Optional<Place> find(String key, byte[] head, long size) {
        Optional<Place> same = newest(place -> place.key.equals(key) && place.head.begins(head) && next(place) <= size);
        return same.isPresent()
                ? same
                : newest(place -> place.head.isTelling() && place.head.begins(head) && next(place) <= size);
    }

    private Optional<Place> newest(Predicate<Place> wanted) {
        return places.values().stream().filter(wanted).max(Comparator.comparing(Place::met));
    }

    /** Notes a file that was never met. Nothing of it may be spooled before {@link #keep}. */
    synchronized Place begin(Path log, String key, byte[] head) {
        Instant now = clock.instant();
        FileHead begins = FileHead.ofWhole(head);
        byte[] all = (log + "\0" + key + "\0" + begins + "\0" + now + "\0" + places.size()).getBytes(UTF_8);
        String id = FileHead.of(all, all.length).sha256().substring(0, 16);
        Place place = new Place(id, log.toString(), key, begins, 0, now);
        places.put(id, place);
        begun.add(id);
        return place;
    }

    /**
     * Makes those durable that were begun, and forgets what was not read for long.
     *
     * @param reading
     *            ids of what is read now
     */
    synchronized void keep(Set<String> reading) {
        Instant now = clock.instant();
        boolean changed = !begun.isEmpty();
        for (String id : reading) {
            Place place = places.get(id);
            if (place != null && place.met.isBefore(now.minus(RENEWED_AFTER))) {
                places.put(id, place.grown(place.head, now));
                changed = true;
            }
        }
        if (changed) {
            forget(now, reading);
            saveBegun();
        }
    }

    private void saveBegun() {
        boolean saved = false;
        try {
            file.write(List.copyOf(places.values()));
            saved = true;
        } finally {
            if (!saved) {
                begun.forEach(places::remove);
            }
            begun.clear();
        }
    }

    private void forget(Instant now, Set<String> reading) {
        List<Place> oldest = places.values().stream().filter(place -> !reading.contains(place.id))
                .sorted(Comparator.comparing(Place::met)).toList();
        for (Place place : oldest) {
            boolean old = place.met.isBefore(now.minus(FORGOTTEN_AFTER)) && !place.id.startsWith(STREAM);
            if (old || places.size() > MOST_PLACES) {
                places.remove(place.id);
                handed.remove(place.id);
            }
        }
    }

    /** Something that is no file and counts what it gives, such as a journal by its number; begun when it is new. */
    synchronized Place stream(String id) {
        return places.computeIfAbsent(id,
                i -> new Place(i, i, i, FileHead.of(new byte[0], 0), 0, clock.instant()));
    }

    /** Notes that a known file was met again, and how it begins now. */
    synchronized Place met(Place place, byte[] head) {
        Place grown = place.grown(FileHead.ofWhole(head), clock.instant());
        places.computeIfPresent(place.id, (id, known) -> known.grown(grown.head, grown.met));
        return grown;
    }

    /** Where reading goes on. */
    synchronized long next(Place place) {
        return Math.max(places.getOrDefault(place.id, place).next, handed.getOrDefault(place.id, 0L));
    }

    /** The spool took what stands before an offset. */
    synchronized void handed(Place place, long next) {
        handed.merge(place.id, next, Math::max);
    }
}
