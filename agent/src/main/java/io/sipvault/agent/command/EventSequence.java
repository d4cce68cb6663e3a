package io.sipvault.agent.command;

import io.sipvault.agent.spool.DurableFile;
import io.sipvault.agent.spool.SpoolFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Numbers that rise for ever. Those of a block stand on disk before they are given, and a start goes on after the block; where
 * the disk takes none, there are no more. Should the file be lost, they go on from the time of day.
 */
final class EventSequence {
    private static final long BLOCK = 1_000_000;
    private static final long MICROSECONDS_PER_MILLISECOND = 1_000;

    private final Path file;
    private long next;
    private volatile long reserved;

    private EventSequence(Path file, long next) {
        this.file = file;
        this.next = next;
        this.reserved = next;
    }

    /** Goes on after what an earlier process may have given. */
    static EventSequence open(Path file, Clock clock) {
        long first;
        try {
            first = Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (NoSuchFileException | NumberFormatException e) {
            first = clock.millis() * MICROSECONDS_PER_MILLISECOND;
        } catch (IOException e) {
            throw SpoolFailure.of("reading how far events were numbered from", file, e);
        }
        EventSequence sequence = new EventSequence(file, first);
        sequence.reserve();
        return sequence;
    }

    /** Takes one; 0 when there is none now. */
    synchronized long take() {
        return next < reserved ? ++next : 0;
    }

    /** The last that was given, or lies before all that will be. */
    synchronized long last() {
        return next;
    }

    /** Makes sure that half a block is there; to be called now and then. */
    void reserve() {
        long wanted = last() + BLOCK;
        if (wanted - reserved < BLOCK / 2) {
            return;
        }
        try {
            DurableFile.write(file, Long.toString(wanted).getBytes(StandardCharsets.US_ASCII));
            reserved = wanted;
        } catch (IOException e) {
            throw SpoolFailure.of("noting how far events are numbered in", file, e);
        }
    }
}
