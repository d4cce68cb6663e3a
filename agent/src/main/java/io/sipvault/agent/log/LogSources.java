package io.sipvault.agent.log;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which logs are kept, and how they are read.
 *
 * @param files
 *            patterns of paths, such as {@code /var/log/asterisk/*.log}
 * @param older
 *            how old a rotated file may be that is read, too
 * @param zone
 *            of times that name none
 * @param timeForm
 *            of times at the beginning of lines that are none of the usual; null without one
 * @param journal
 *            named pipe with the journal in its export format; null without one
 */
public record LogSources(List<String> files, Duration older, ZoneId zone, @Nullable DateTimeFormatter timeForm,
        Redaction redaction, @Nullable Path journal) {
    public LogSources {
        files = List.copyOf(files);
    }

    public boolean isNone() {
        return files.isEmpty() && journal == null;
    }
}
