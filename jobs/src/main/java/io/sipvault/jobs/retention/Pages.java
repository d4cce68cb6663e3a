package io.sipvault.jobs.retention;

import io.sipvault.ingest.chunk.ChunkId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/** Reads rows by pages, in the order of ids, so that rows which change their state meanwhile move nothing. */
final class Pages<T> implements ItemReader<T> {
    static final int SIZE = 500;

    /** A page after an id, an empty text before the first. */
    @FunctionalInterface
    interface Page<T> {
        List<T> after(String id, int most);
    }

    private final Page<T> pages;
    private final Function<T, ChunkId> idOf;
    private final Predicate<T> wanted;
    private final Deque<T> read = new ArrayDeque<>();
    private String last = "";
    private boolean atEnd;

    Pages(Page<T> pages, Function<T, ChunkId> idOf, Predicate<T> wanted) {
        this.pages = pages;
        this.idOf = idOf;
        this.wanted = wanted;
    }

    @Override
    public @Nullable T read() {
        while (read.isEmpty() && !atEnd) {
            List<T> page = pages.after(last, SIZE);
            atEnd = page.size() < SIZE;
            if (!page.isEmpty()) {
                last = idOf.apply(page.getLast()).toString();
                page.stream().filter(wanted).forEach(read::add);
            }
        }
        return read.poll();
    }

    void forEach(Consumer<T> consumer) {
        for (T each = read(); each != null; each = read()) {
            consumer.accept(each);
        }
    }
}
