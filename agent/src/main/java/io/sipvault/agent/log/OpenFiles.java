package io.sipvault.agent.log;

import io.sipvault.agent.collect.RecordSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that are open, and read in turn. For one thread. */
final class OpenFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

    /** By place on disk. */
    private final Map<String, FollowedFile> files = new LinkedHashMap<>();
    /** To which nothing comes any more, until their last records are taken. */
    private final List<FollowedFile> ending = new ArrayList<>();
    private final byte[] buffer = new byte[64 << 10];

    @Nullable
    FollowedFile get(String key) {
        return files.get(key);
    }

    boolean hasRoom() {
        return files.size() < LogPaths.MOST_FILES;
    }

    void add(String key, FollowedFile file) {
        files.put(key, file);
    }

    /** Reads it no more; what was not taken is read again when it is opened again. */
    void drop(String key) {
        FollowedFile file = files.remove(key);
        if (file != null) {
            close(file);
        }
    }

    /** Nothing comes to it any more. */
    void end(String key) {
        FollowedFile file = files.remove(key);
        if (file != null) {
            file.finish();
            ending.add(file);
        }
    }

    /** Ends what nobody writes to any more. @param named places on disk of what patterns name */
    void endIdle(Set<String> named) {
        for (Map.Entry<String, FollowedFile> entry : List.copyOf(files.entrySet())) {
            if (named.contains(entry.getKey())) {
                entry.getValue().named();
            } else if (entry.getValue().hasEnded()) {
                end(entry.getKey());
            }
        }
    }

    /** Whether something that begins so is a copy of what is read already, perhaps one that is being made. */
    boolean hasCopyOf(byte[] head) {
        return all().anyMatch(file -> file.isCopiedIn(head));
    }

    /** How many that were rotated before they were opened have more to be read. */
    long catchingUp() {
        return files.values().stream().filter(FollowedFile::isCatchingUp).count();
    }

    /** Of the places that are read. */
    Set<String> ids() {
        return all().map(file -> file.place().id()).collect(Collectors.toSet());
    }

    private Stream<FollowedFile> all() {
        return Stream.concat(files.values().stream(), ending.stream());
    }

    /** Reads on in all files. @return whether more may be there, and be taken */
    boolean turn(RecordSink sink) {
        boolean more = false;
        for (Map.Entry<String, FollowedFile> entry : List.copyOf(files.entrySet())) {
            try {
                more |= entry.getValue().turn(buffer, sink);
            } catch (IOException e) {
                LOG.warn("reading {} failed: {}. It is opened again if it is still there",
                        entry.getValue().place().log(), e.toString());
                end(entry.getKey());
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

    void close() {
        all().forEach(OpenFiles::close);
    }

    private static void close(FollowedFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("closing {} failed: {}", file.place().log(), e.toString());
        }
    }
}
