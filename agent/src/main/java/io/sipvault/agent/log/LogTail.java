package io.sipvault.agent.log;

import io.sipvault.agent.collect.Collector;
import io.sipvault.agent.collect.RecordSink;
import io.sipvault.agent.collect.StopSignal;
import java.time.Clock;
import java.time.Duration;

/**
 * Follows the files that patterns name, through rotation of any kind: a file is known by its place on disk and by how it
 * begins, not by its name. One that was rotated is read to its end; one that was cut to nothing is read from its beginning,
 * and the copy that was made of it from where reading had come. Older ones that stand beside a log, compressed or not, are
 * read as far as they are wanted.
 */
public final class LogTail implements Collector {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final FollowedFiles files;
    private final RecordSink sink;
    private final StopSignal stopped = new StopSignal();

    public LogTail(LogSources sources, LogPositions positions, RecordSink sink, Clock clock) {
        this.files = new FollowedFiles(sources, positions, clock, System::nanoTime);
        this.sink = sink;
    }

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public void run() {
        long lookedNanos = System.nanoTime();
        files.look();
        while (!stopped.isStopped()) {
            if (System.nanoTime() - lookedNanos >= LOOK_EVERY.toNanos()) {
                lookedNanos = System.nanoTime();
                files.look();
            }
            if (!files.turn(sink)) {
                stopped.pause(PAUSE);
            }
        }
        files.turn(sink);
        files.close();
    }

    @Override
    public void stop() {
        stopped.stop();
    }
}
