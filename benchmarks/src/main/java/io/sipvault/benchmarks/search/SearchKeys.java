package io.sipvault.benchmarks.search;

import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.sip.NameAddress;
import io.sipvault.ingest.sip.SipMessage;
import java.time.Instant;
import java.util.Objects;

/** What a call may be searched by. */
final class SearchKeys {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int NATIONAL_DIGITS = 10;

    private SearchKeys() {}

    /** With tabs between: start, Call-ID, E.164 digits of caller and callee, source address, branch, name of the caller. */
    static String of(Packet packet, SipMessage invite) {
        NameAddress from = Objects.requireNonNull(invite.from());
        NameAddress to = Objects.requireNonNull(invite.to());
        return String.join("\t", Instant.ofEpochSecond(packet.timeNs() / NANOS_PER_SECOND).toString(), invite.callId(),
                digits(from), digits(to), packet.source().address(), invite.topBranch(),
                from.displayName());
    }

    /** A number as the generator writes it in one way or another: +1..., 001..., 1..., or without its country. */
    private static String digits(NameAddress address) {
        String user = address.uri().user().replace("+", "");
        String number = user.startsWith("00") ? user.substring(2) : user;
        return number.length() == NATIONAL_DIGITS ? "1" + number : number;
    }
}
