package io.sipvault.ingest.store.local;

import io.sipvault.ingest.store.ObjectKeys;
import io.sipvault.ingest.store.ObjectStore.StoredObject;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists files in the byte order of their keys. A directory sorts as its name with a slash ({@code a-b}, {@code a.b},
 * {@code a/b}), enters only where the prefix and the start allow it, and is read in batches of its smallest entries, so that
 * memory is bounded by the limit times the depth, however many files a directory has.
 */
final class LocalListing {
    private final Path root;

    LocalListing(Path root) {
        this.root = root;
    }

    static StoredObject describe(String key, BasicFileAttributes attributes) {
        return new StoredObject(key, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    List<StoredObject> list(String prefix, @Nullable String after, int limit) throws IOException {
        String directory = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        Walk walk = new Walk(prefix, after == null ? "" : after, limit);
        if (isPlain(directory)) {
            walk.enter(directory);
        }
        return Collections.unmodifiableList(walk.found);
    }

    private boolean isPlain(String directory) throws IOException {
        Path path = root.resolve(directory);
        try {
            return path.toRealPath().equals(path);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** One listing under way. */
    private final class Walk {
        private final String prefix;
        private final String after;
        private final int limit;
        private final List<StoredObject> found = new ArrayList<>();

        Walk(String prefix, String after, int limit) {
            this.prefix = prefix;
            this.after = after;
            this.limit = limit;
        }

        /** Lists a directory given as the empty text or a key with a slash at the end. Keys bound the depth. */
        void enter(String directory) throws IOException {
            String passed = "";
            while (found.size() < limit) {
                Batch batch = new Batch(directory, passed, limit - found.size());
                batch.fill();
                batch.visit();
                if (!batch.isFull()) {
                    return;
                }
                passed = batch.last();
            }
        }

        /** Whether a key, or with a slash at the end any key below it, can be part of the answer. */
        boolean wanted(String key) {
            if (!key.endsWith("/")) {
                return key.startsWith(prefix) && key.compareTo(after) > 0;
            }
            return (key.startsWith(prefix) || prefix.startsWith(key))
                    && (key.compareTo(after) > 0 || after.startsWith(key));
        }

        /** The smallest entries of one directory that were not visited yet. */
        private final class Batch {
            private final String directory;
            private final String passed;
            private final int size;
            private final TreeMap<String, BasicFileAttributes> entries = new TreeMap<>();

            Batch(String directory, String passed, int size) {
                this.directory = directory;
                this.passed = passed;
                this.size = size;
            }

            void fill() throws IOException {
                try (DirectoryStream<Path> stream = Files.newDirectoryStream(root.resolve(directory))) {
                    for (Path path : stream) {
                        consider(path);
                    }
                } catch (NoSuchFileException | NotDirectoryException e) {
                    entries.clear(); // removed meanwhile, with all that was in it
                } catch (DirectoryIteratorException e) {
                    throw e.getCause();
                }
            }

            private void consider(Path path) throws IOException {
                String key = directory + path.getFileName();
                boolean ours = ObjectKeys.isLegal(key); // neither the staging directory nor lost+found
                boolean late = isFull() && key.compareTo(last()) > 0;
                if (ours && !late && (wanted(key) || wanted(key + "/"))) {
                    add(key, path);
                }
            }

            private void add(String key, Path path) throws IOException {
                BasicFileAttributes attributes = attributes(path);
                boolean directory = attributes != null && attributes.isDirectory();
                String name = directory ? key + "/" : key;
                if (attributes == null || !(directory || attributes.isRegularFile()) || !wanted(name)
                        || name.compareTo(passed) <= 0) {
                    return;
                }
                entries.put(name, attributes);
                if (entries.size() > size) {
                    entries.pollLastEntry();
                }
            }

            private @Nullable BasicFileAttributes attributes(Path path) throws IOException {
                try {
                    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                } catch (NoSuchFileException e) {
                    return null;
                }
            }

            boolean isFull() {
                return entries.size() >= size;
            }

            String last() {
                return entries.lastKey();
            }

            void visit() throws IOException {
                for (var entry : entries.entrySet()) {
                    if (found.size() == limit) {
                        return;
                    }
                    if (entry.getKey().endsWith("/")) {
                        enter(entry.getKey());
                    } else {
                        found.add(describe(entry.getKey(), entry.getValue()));
                    }
                }
            }
        }
    }
}
