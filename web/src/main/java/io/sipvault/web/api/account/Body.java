package io.sipvault.web.api.account;

import io.sipvault.web.problem.ApiException;
import org.jspecify.annotations.Nullable;

/** What a body must hold. */
final class Body {
    private Body() {}

    static String require(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw ApiException.badRequest(field, "the body lacks '" + field + "'");
        }
        return value;
    }
}
