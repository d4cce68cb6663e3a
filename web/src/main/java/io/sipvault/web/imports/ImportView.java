package io.sipvault.web.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sipvault.jobs.importing.ImportRow;
import io.sipvault.jobs.importing.ImportState;
import io.sipvault.jobs.importing.ImportSummary;
import io.sipvault.jobs.importing.Imports.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An import.
 *
 * @param known
 *            whether a file that was just sent had been imported before; absent elsewhere
 * @param bytes
 *            of the file as supplied
 * @param reason
 *            why it failed, what it waits for, or what of it is damaged
 * @param summary
 *            what it brought and what was not decoded, and what the index holds now; absent in lists
 */
record ImportView(String id, String name, String agent, String state,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean known, long bytes, Instant receivedAt,
        @Nullable Instant endedAt, Steps progress, @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ImportSummary summary) {
    /**
     * How far it is.
     *
     * @param stage
     *            queued, archiving, indexing or done
     * @param bytesRead
     *            of {@code bytes}
     */
    record Steps(String stage, long bytesRead, long packets, long contentBytes, int chunks, int chunksIndexed) {}

    static ImportView of(ImportRow row, Progress progress, @Nullable Boolean known, @Nullable ImportSummary summary) {
        return new ImportView(row.id(), row.name(), row.agent(), row.state().word(), known, row.fileBytes(),
                row.received(), row.ended(), new Steps(stage(row.state()), progress.bytesRead(), row.packets(),
                        row.contentBytes(), row.chunks(), progress.chunksIndexed()),
                row.reason(), summary);
    }

    private static String stage(ImportState state) {
        return switch (state) {
            case QUEUED, ARCHIVING, INDEXING -> state.word();
            case DONE, FAILED, INTERRUPTED -> "done";
        };
    }
}
