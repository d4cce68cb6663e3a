package io.sipvault.ingest.link;

import java.util.Locale;

/**
 * Why a frame could not be read further. Instances from {@link PacketDissector} are interned, so that counting by reason
 * allocates nothing; their number is bounded by what a type field of 16 bits can hold.
 *
 * @param problem
 *            what was wrong
 * @param layer
 *            where it was wrong, such as "EtherType" or "IPv4 header"
 * @param number
 *            the number that no decoder knows, -1 where the problem is no number
 */
public record UndecodedReason(Problem problem, String layer, int number) {
    /** What was wrong. */
    public enum Problem {
        /** No decoder knows this number of the layer. */
        UNKNOWN,
        /** The payload is encrypted. */
        ENCRYPTED,
        /** The capture ends before the header does. */
        TRUNCATED,
        /** The header contradicts itself. */
        MALFORMED,
        /** More layers than a frame that was not made to harm would have. */
        TOO_DEEP,
        /** Anything else. */
        OTHER
    }

    static final UndecodedReason OTHER = new UndecodedReason(Problem.OTHER, "other", -1);
    static final UndecodedReason TOO_DEEP = new UndecodedReason(Problem.TOO_DEEP, "frame", -1);

    static UndecodedReason truncated(String layer) {
        return new UndecodedReason(Problem.TRUNCATED, layer, -1);
    }

    static UndecodedReason malformed(String layer) {
        return new UndecodedReason(Problem.MALFORMED, layer, -1);
    }

    /** {@code EtherType 0x0806 (ARP)}, {@code IP protocol 50 (ESP, encrypted)}, {@code IPv4 header truncated}. */
    @Override
    public String toString() {
        return switch (problem) {
            case UNKNOWN, ENCRYPTED -> NumberNames.describe(layer, number);
            case TRUNCATED, MALFORMED -> layer + " " + problem.name().toLowerCase(Locale.ROOT);
            case TOO_DEEP -> "nested too deep";
            case OTHER -> "other";
        };
    }
}
