package io.sipvault.web.api.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of dialogs.
 *
 * @param total
 *            how many match the filters
 * @param nextCursor
 *            asks for the next page; absent when there is none
 */
record DialogPage(int schemaVersion, long total, int offset, int limit, List<DialogSummary> dialogs,
        @JsonUnwrapped Completeness completeness,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {}
