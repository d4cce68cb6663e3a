package io.sipvault.ingest.chunk;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the data object of a chunk stands in the store. */
public final class DataObjectKey {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy/MM/dd/HH", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int DIGEST_IN_KEY = 16;

    private DataObjectKey() {}

    /**
     * The key: the same content always has the same.
     *
     * @param firstTime
     *            of the packets; null without any
     * @param objectSha256
     *            hexadecimal SHA-256 of the object
     */
    public static String of(ChunkId id, @Nullable Instant firstTime, String objectSha256, ContentType content) {
        return "chunks/" + id.kind().word() + "/" + HOUR.format(firstTime == null ? Instant.EPOCH : firstTime) + "/"
                + id.agent() + "/" + String.format(Locale.ROOT, "%08d", id.sequence()) + "-"
                + objectSha256.substring(0, DIGEST_IN_KEY) + "." + content.extension();
    }
}
