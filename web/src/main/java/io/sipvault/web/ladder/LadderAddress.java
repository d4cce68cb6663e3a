package io.sipvault.web.ladder;

import io.sipvault.ingest.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/** Endpoints as views write them. */
final class LadderAddress {
    private LadderAddress() {}

    /** Reads {@code 10.0.0.1:5004} or {@code [2001:db8::1]:5004}; null for anything else. */
    static @Nullable Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return colon < 0
                    ? null
                    : Endpoint.parse(text.substring(0, colon), Integer.parseInt(text, colon + 1, text.length(), 10));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
