package io.sipvault.ingest.link;

import org.jspecify.annotations.Nullable;

/** AH, RFC 4302 2: next header, length in units of 4 bytes beyond 8. The payload is signed, not encrypted. */
final class AuthenticationHeader implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("AH header");
    private static final int MIN_LENGTH = 12;

    @Override
    public @Nullable Outcome decode(Packet packet) {
        return Ipv6Extension.skip(packet, MIN_LENGTH, 8, 4, TRUNCATED);
    }
}
