package io.sipvault.agent.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds log files by patterns such as {@code /var/log/asterisk/*.log}, and older ones that stand beside them. */
final class LogPaths {
    /** More are not followed at a time. */
    static final int MOST_FILES = 1_000;
    /** More are not looked at. */
    private static final int MOST_FOUND = 100_000;
    private static final Logger LOG = LoggerFactory.getLogger(LogPaths.class);
    private static final Pattern WILD = Pattern.compile(".*[*?\\[{].*");
    private static final Pattern PACKED = Pattern.compile(".*\\.(gz|xz|bz2|zst|zip)");

    private final List<Glob> globs;
    private boolean tooMany;

    /** A file, and when it was changed as it was looked at: it may change while others are. */
    private record Dated(Path path, Instant changed) {}

    private record Glob(Path from, int depth, PathMatcher matcher) {}

    LogPaths(List<String> patterns) {
        this.globs = patterns.stream().map(LogPaths::glob).toList();
    }

    private static Glob glob(String pattern) {
        Path path = Path.of(pattern).toAbsolutePath().normalize();
        Path from = path;
        while (WILD.matcher(from.toString()).matches()) {
            from = from.resolve("..").normalize();
        }
        int depth = pattern.contains("**") ? 16 : path.getNameCount() - from.getNameCount();
        return new Glob(from, depth, FileSystems.getDefault().getPathMatcher("glob:" + path));
    }

    /** Files that are there now, at most {@link #MOST_FILES}: the newest, in the order of their names. */
    List<Path> find() {
        Map<Path, FileTime> found = new TreeMap<>();
        globs.forEach(glob -> find(glob, found));
        if (found.size() <= MOST_FILES) {
            return List.copyOf(found.keySet());
        }
        if (!tooMany) {
            tooMany = true;
            LOG.warn("{} files are named by the patterns of logs, and only the {} that changed last are followed: name"
                    + " fewer", found.size(), MOST_FILES);
        }
        return found.entrySet().stream().sorted(Map.Entry.<Path, FileTime>comparingByValue().reversed())
                .limit(MOST_FILES).map(Map.Entry::getKey).sorted().toList();
    }

    private static void find(Glob glob, Map<Path, FileTime> found) {
        try {
            Files.walkFileTree(glob.from, EnumSet.of(FileVisitOption.FOLLOW_LINKS), glob.depth,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                            if (attributes.isRegularFile() && glob.matcher.matches(path)
                                    && !PACKED.matcher(path.toString()).matches()) {
                                found.put(path, attributes.lastModifiedTime());
                            }
                            return found.size() < MOST_FOUND ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path path, IOException e) {
                            // a folder that may not be read, a loop of links: the others are there all the same
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            // a folder that is not there yet, or that went away while it was listed: the next look finds its files
        }
    }

    /** Files beside a log that were it before: {@code kamailio.log.1}, {@code kamailio.log-20261126.gz}; the oldest first. */
    static List<Path> older(Path log, Instant since) {
        String name = log.getFileName().toString();
        try (Stream<Path> all = Files.list(log.resolveSibling(""))) {
            return all.filter(path -> isOlder(path, name)).map(path -> new Dated(path, changed(path)))
                    .filter(dated -> dated.changed.isAfter(since))
                    .sorted(Comparator.comparing(Dated::changed).reversed())
                    .limit(MOST_FILES).map(Dated::path).toList().reversed();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static boolean isOlder(Path path, String name) {
        String other = path.getFileName().toString();
        boolean readable = !PACKED.matcher(other).matches() || LogInput.isCompressed(path);
        return readable && other.length() > name.length() + 1 && other.startsWith(name)
                && ".-_".indexOf(other.charAt(name.length())) >= 0 && Files.isRegularFile(path);
    }

    private static Instant changed(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }
}
