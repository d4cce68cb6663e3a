package io.sipvault.jobs.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;

/** The threads that decode, fold and compress, one for each core, and a few that upload. */
public final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int UPLOADS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExecutorService compute;
    private final ExecutorService items;
    private final ExecutorService uploads;
    private final ExecutorService archiving;
    private final ExecutorService indexing;
    private final ExecutorService jobs;

    public Workers(int threads) {
        this.compute = pool("compute", threads);
        this.items = pool("chunk", threads);
        this.uploads = pool("upload", UPLOADS);
        this.archiving = pool("import", 1);
        this.indexing = pool("index", 1);
        this.jobs = pool("job", 1);
    }

    private static ExecutorService pool(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** For pieces of one task; these never wait for others. */
    public Executor executor() {
        return compute;
    }

    /** For what waits for the network. */
    public Executor uploads() {
        return uploads;
    }

    /** For imports in the background, one after the other. */
    public Executor archiving() {
        return archiving;
    }

    /** For indexing what was imported. */
    public Executor indexing() {
        return indexing;
    }

    /** For jobs that somebody asked for, one after the other. */
    public AsyncTaskExecutor jobs() {
        return new TaskExecutorAdapter(jobs);
    }

    /** Takes no more work in the background, and waits a while for what is at work there. */
    public void finish() {
        List<ExecutorService> background = List.of(archiving, indexing, jobs);
        background.forEach(ExecutorService::shutdown);
        try {
            for (ExecutorService pool : background) {
                if (!pool.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    LOG.warn("stopping while something is at work in the background; it goes on at the next start");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the background is being stopped: what takes long and is begun again anyway ends there. */
    public boolean isStopping() {
        return jobs.isShutdown();
    }

    /** For whole chunks. */
    public AsyncTaskExecutor asyncExecutor() {
        return new TaskExecutorAdapter(items);
    }

    @Override
    public void close() {
        compute.shutdown();
        items.shutdown();
        uploads.shutdown();
        archiving.shutdown();
        indexing.shutdown();
        jobs.shutdown();
    }
}
