package io.sipvault.jobs.importing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an import.
 *
 * @param id
 *            its name in the archive
 * @param name
 *            of the file, as whoever brought it calls it
 * @param agent
 *            whose observations these are
 * @param staged
 *            folder below the staging folder that holds the file; null when it is not, or no longer, there
 * @param fileBytes
 *            size of the file as supplied
 * @param packets
 *            packets that could be read, 0 until it is archived
 * @param contentBytes
 *            size of the decompressed file, 0 until it is archived
 * @param reason
 *            why it failed, or what of it is damaged
 * @param received
 *            when all of it was there
 * @param ended
 *            null while there is something to do
 */
public record ImportRow(String id, String name, String agent, ImportState state, @Nullable String staged,
        long fileBytes, long packets, long contentBytes, int chunks, @Nullable String reason, Instant received,
        @Nullable Instant ended) {}
