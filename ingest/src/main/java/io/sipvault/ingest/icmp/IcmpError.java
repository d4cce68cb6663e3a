package io.sipvault.ingest.icmp;

import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * An error about a UDP datagram.
 *
 * @param reporter
 *            who sent it, with port 0
 * @param type
 *            of ICMP; 256 more for ICMPv6
 * @param code
 *            0 to 255
 */
public record IcmpError(Endpoint reporter, int type, int code, QuotedDatagram quoted) {
    private static final int HEADER_LENGTH = 8;
    private static final int V6 = 256;

    /** What went wrong, as far as it decides what to do. */
    public enum Kind {
        PORT_UNREACHABLE("port unreachable"),
        HOST_UNREACHABLE("host unreachable"),
        NETWORK_UNREACHABLE("network unreachable"),
        PROHIBITED("administratively prohibited"),
        TOO_BIG("packet too big"),
        TIME_EXCEEDED("time exceeded in transit"),
        REASSEMBLY_TIME_EXCEEDED("fragment reassembly time exceeded"),
        OTHER("destination unreachable");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** The kind of these words; {@link #OTHER} when there is none. */
        public static Kind ofWords(String words) {
            for (Kind kind : values()) {
                if (kind.words.equals(words)) {
                    return kind;
                }
            }
            return OTHER;
        }
    }

    /**
     * Reads the ICMP packet that a dissected packet carries.
     *
     * @return null when it is no error, or one about something else than UDP
     */
    public static @Nullable IcmpError read(Packet packet) {
        Endpoint reporter = packet.source();
        int at = packet.payloadOffset();
        if (packet.payloadLength() < HEADER_LENGTH) {
            return null;
        }
        int type = Bytes.u8(packet.buffer(), at) + (reporter.isV4() ? 0 : V6);
        QuotedDatagram quoted = isError(type)
                ? QuotedDatagram.read(packet.buffer(), at + HEADER_LENGTH, packet.payloadLength() - HEADER_LENGTH)
                : null;
        return quoted == null
                ? null
                : new IcmpError(reporter.withPort(0), type, Bytes.u8(packet.buffer(), at + 1), quoted);
    }

    private static boolean isError(int type) {
        return switch (type) {
            case 3, 11, V6 + 1, V6 + 2, V6 + 3 -> true;
            default -> false;
        };
    }

    /** By RFC 792, RFC 1122 3.2.2.1, RFC 1812 5.2.7.1 and RFC 4443 3. */
    public Kind kind() {
        return switch (type) {
            case 3 -> unreachable();
            case V6 + 1 -> unreachable6();
            case V6 + 2 -> Kind.TOO_BIG;
            case 11, V6 + 3 -> code == 1 ? Kind.REASSEMBLY_TIME_EXCEEDED : Kind.TIME_EXCEEDED;
            default -> Kind.OTHER;
        };
    }

    private Kind unreachable() {
        return switch (code) {
            case 0, 6, 11 -> Kind.NETWORK_UNREACHABLE;
            case 1, 7, 12 -> Kind.HOST_UNREACHABLE;
            case 3 -> Kind.PORT_UNREACHABLE;
            case 4 -> Kind.TOO_BIG;
            case 9, 10, 13 -> Kind.PROHIBITED;
            default -> Kind.OTHER;
        };
    }

    private Kind unreachable6() {
        return switch (code) {
            case 0 -> Kind.NETWORK_UNREACHABLE;
            case 1, 5, 6 -> Kind.PROHIBITED;
            case 3 -> Kind.HOST_UNREACHABLE;
            case 4 -> Kind.PORT_UNREACHABLE;
            default -> Kind.OTHER;
        };
    }
}
