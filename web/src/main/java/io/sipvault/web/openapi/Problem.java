package io.sipvault.web.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The shape of every failure, RFC 9457.
 *
 * @param type
 *            absent where the status says it all
 * @param field
 *            the parameter or field at fault
 * @param code
 *            of a failure of the archive
 * @param scope
 *            which the key would need
 */
record Problem(@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String type, String title, int status,
        String detail, String instance, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String field,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String code,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String scope) {}
