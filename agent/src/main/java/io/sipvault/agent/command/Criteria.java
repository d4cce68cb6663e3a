package io.sipvault.agent.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a message has to have, all of it; null for what does not matter.
 *
 * @param from
 *            number or user of the caller
 * @param to
 *            number or user of the called
 * @param tenant
 *            a code that stands in the message as a word of its own
 * @param domain
 *            host of From, To or Request-URI
 * @param providerIp
 *            address or network of one of the two ends
 * @param text
 *            bytes anywhere in the message, by case
 * @param method
 *            of CSeq; narrows the others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Criteria(@Nullable String from, @Nullable String to, @Nullable String tenant, @Nullable String domain,
        @Nullable String providerIp, @Nullable String text, @Nullable String callId, @Nullable String method) {

    /** Whether there is anything else than a method. */
    boolean areEnough() {
        return Arrays.stream(new Object[]{from, to, tenant, domain, providerIp, text, callId})
                .anyMatch(Objects::nonNull);
    }

    /** Bytes of what is looked for as text. */
    int textBytes() {
        return bytes(text) + bytes(tenant);
    }

    private static int bytes(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
