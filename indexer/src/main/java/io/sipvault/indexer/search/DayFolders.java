package io.sipvault.indexer.search;

import io.sipvault.indexer.search.PartitionedIndex.DayOnDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folders of days in an index. One that is to be removed is renamed first: files go one by one, and a partition of which
 * a crash leaves some could not be opened.
 */
final class DayFolders {
    private static final String LEFTOVER = ".dropped-";

    private final Path root;

    DayFolders(Path root) {
        this.root = root;
    }

    /** Whether a folder is none of a partition, but what a crash left of one. */
    static boolean isLeftover(Path folder) {
        return folder.getFileName().toString().startsWith(LEFTOVER);
    }

    /** Whether a partition is that of a day before another. */
    static boolean isBefore(String partition, LocalDate day) {
        return !partition.equals(PartitionedIndex.UNDATED) && LocalDate.parse(partition).isBefore(day);
    }

    List<DayOnDisk> before(LocalDate day) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        Map<LocalDate, Long> found = new TreeMap<>();
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                String name = folder.getFileName().toString().replace(LEFTOVER, "");
                if (name.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") && isBefore(name, day)) {
                    found.merge(LocalDate.parse(name), bytes(folder), Long::sum);
                }
            }
        } catch (IOException e) {
            throw IndexFailure.of("listing the days of the index", root, e);
        }
        return found.entrySet().stream().map(f -> new DayOnDisk(f.getKey(), f.getValue())).toList();
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    /** Removes a day's folder, and what a crash left of it. */
    void remove(LocalDate day) {
        Path folder = root.resolve(day.toString());
        Path leftover = root.resolve(LEFTOVER + day);
        try {
            removeAll(leftover);
            if (Files.isDirectory(folder)) {
                Files.move(folder, leftover, StandardCopyOption.ATOMIC_MOVE);
            }
            force();
            removeAll(leftover);
        } catch (IOException e) {
            throw IndexFailure.of("removing index partition", folder, e);
        }
    }

    private void force() throws IOException {
        try (FileChannel channel = FileChannel.open(root, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void removeAll(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
