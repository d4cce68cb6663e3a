package io.sipvault.web.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Imports, the newest first.
 *
 * @param nextCursor
 *            asks for the next page; absent when there is none
 */
record ImportPage(long total, int limit, List<ImportView> imports,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {}
