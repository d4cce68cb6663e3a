package io.sipvault.jobs.work;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;

/** The threads that decode, fold and compress, one for each core, and a few that upload. */
public final class Workers implements AutoCloseable {
    private static final int UPLOADS = 4;

    private final ExecutorService compute;
    private final ExecutorService items;
    private final ExecutorService uploads;

    public Workers(int threads) {
        this.compute = pool("compute", threads);
        this.items = pool("chunk", threads);
        this.uploads = pool("upload", UPLOADS);
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

    /** For whole chunks. */
    public AsyncTaskExecutor asyncExecutor() {
        return new TaskExecutorAdapter(items);
    }

    @Override
    public void close() {
        compute.shutdown();
        items.shutdown();
        uploads.shutdown();
    }
}
