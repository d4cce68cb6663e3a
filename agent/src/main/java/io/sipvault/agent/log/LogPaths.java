package io.sipvault.agent.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds log files by patterns such as {@code /var/log/asterisk/*.log}, and older ones that stand beside them. */
final class LogPaths {
    /** More are not followed at a time. */
    static final int MOST_FILES = 1_000;
    private static final Pattern WILD = Pattern.compile(".*[*?\\[{].*");
    private static final Pattern PACKED = Pattern.compile(".*\\.(gz|xz|bz2|zst|zip)");

    private final List<Glob> globs;

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

    /** Files that are there now, at most {@link #MOST_FILES}, in the order of their names. */
    List<Path> find() {
        TreeSet<Path> found = new TreeSet<>();
        globs.forEach(glob -> find(glob, found));
        return found.stream().limit(MOST_FILES).toList();
    }

    private static void find(Glob glob, TreeSet<Path> found) {
        try (Stream<Path> all = Files.find(glob.from, glob.depth,
                (path, attributes) -> attributes.isRegularFile() && glob.matcher.matches(path)
                        && !PACKED.matcher(path.toString()).matches(),
                FileVisitOption.FOLLOW_LINKS)) {
            all.limit(MOST_FILES + 1L).forEach(found::add);
        } catch (IOException | UncheckedIOException e) {
            // a folder that is not there yet, or that went away while it was listed: the next look finds its files
        }
    }

    /** Files beside a log that were it before: {@code kamailio.log.1}, {@code kamailio.log-20261126.gz}; the oldest first. */
    static List<Path> older(Path log, Instant since) {
        String name = log.getFileName().toString();
        try (Stream<Path> all = Files.list(log.resolveSibling(""))) {
            return all.filter(path -> isOlder(path, name, since)).sorted(Comparator.comparing(LogPaths::changed))
                    .limit(MOST_FILES).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isOlder(Path path, String name, Instant since) {
        String other = path.getFileName().toString();
        boolean readable = !PACKED.matcher(other).matches() || LogInput.isCompressed(path);
        return readable && other.length() > name.length() + 1 && other.startsWith(name)
                && ".-_".indexOf(other.charAt(name.length())) >= 0 && Files.isRegularFile(path)
                && changed(path).isAfter(since);
    }

    private static Instant changed(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }
}
