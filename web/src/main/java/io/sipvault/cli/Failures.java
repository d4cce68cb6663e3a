package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what a person can act on in a failure that a library wrapped. */
final class Failures {
    private static final int DEEPEST = 50;

    private Failures() {}

    /** The failure in our own terms, or null when it is a fault of the program. */
    static @Nullable ForensicException known(Throwable failure) {
        SQLException sql = null;
        Throwable full = null;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (full == null && cause instanceof ForensicException known) {
                return known;
            }
            // those that wrap it repeat it within long stories of their own
            full = isDiskFull(cause) ? cause : full;
            sql = cause instanceof SQLException found ? found : sql;
        }
        if (full != null) {
            return new ForensicException(ErrorCode.DISK_FULL, "the disk with the data directory is full ("
                    + full.getMessage() + "). Make room, then run the same command again: what is done already is kept",
                    failure);
        }
        return sql == null
                ? null
                : new ForensicException(ErrorCode.DATABASE, "the database in the data directory failed: "
                        + firstLine(sql) + ". Run the command again; the archive itself is not touched by this",
                        failure);
    }

    private static boolean isDiskFull(Throwable cause) {
        return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("no space left on device");
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
