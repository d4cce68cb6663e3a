package io.sipvault.indexer.fold;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Applies a function to all elements on an executor, a slice of the list to a task; results keep the order. */
final class Parallel {
    private static final int TASKS = 16;
    /** Threads that {@link #inOrder} hands elements to. */
    static final int CONSUMERS = 2;

    private Parallel() {}

    static <T, R> List<R> map(List<T> elements, Function<T, R> function, Executor executor) {
        int step = Math.max(1, (elements.size() + TASKS - 1) / TASKS);
        List<FutureTask<List<R>>> tasks = new ArrayList<>();
        for (int from = 0; from < elements.size(); from += step) {
            List<T> slice = elements.subList(from, Math.min(elements.size(), from + step));
            FutureTask<List<R>> task = new FutureTask<>(() -> slice.stream().map(function).toList());
            tasks.add(task);
            executor.execute(task);
        }
        List<R> results = new ArrayList<>(elements.size());
        for (FutureTask<List<R>> task : tasks) {
            results.addAll(result(task));
        }
        return results;
    }

    /** Hands each element to a consumer, a slice of the list to a task. */
    static <T> void each(List<T> elements, Consumer<T> consumer, Executor executor) {
        map(elements, element -> {
            consumer.accept(element);
            return true;
        }, executor);
    }

    /** Hands the elements to a consumer from two tasks; each takes the next element, so that they come nearly in order. */
    static <T> void inOrder(List<T> elements, Consumer<T> consumer, Executor executor) {
        AtomicInteger next = new AtomicInteger();
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < CONSUMERS; i++) {
            FutureTask<Boolean> task = new FutureTask<>(() -> {
                for (int n = next.getAndIncrement(); n < elements.size(); n = next.getAndIncrement()) {
                    consumer.accept(elements.get(n));
                }
            }, true);
            tasks.add(task);
            executor.execute(task);
        }
        tasks.forEach(Parallel::result);
    }

    private static <R> R result(FutureTask<R> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForensicException(ErrorCode.INTERNAL, "folding was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ForensicException known) {
                throw known;
            }
            throw new ForensicException(ErrorCode.INTERNAL, "folding failed: " + e.getCause(), e.getCause());
        }
    }
}
