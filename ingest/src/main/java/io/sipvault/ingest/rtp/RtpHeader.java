package io.sipvault.ingest.rtp;

import io.sipvault.ingest.wire.Bytes;

/**
 * The fixed header of an RTP packet, read in place
 * (<a href="https://www.rfc-editor.org/rfc/rfc3550#section-5.1">RFC 3550 5.1</a>).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * |                           timestamp                           |
 * |                             SSRC                              |
 * |                        CSRC * CC                              |
 * |      profile (if X)           |  extension words (if X)       |
 * </pre>
 *
 * The accessors are for bytes that {@link #hasShape} accepted; CSRCs and extension bodies are skipped, not decoded.
 */
public final class RtpHeader {
    /** Bytes of the header that every packet has. */
    public static final int FIXED_LENGTH = 12;

    private static final int VERSION_2 = 0x80;
    private static final int VERSION_MASK = 0xc0;
    private static final int PADDING_BIT = 0x20;
    private static final int EXTENSION_BIT = 0x10;
    private static final int CSRC_COUNT_MASK = 0x0f;
    private static final int MARKER_BIT = 0x80;
    private static final int PAYLOAD_TYPE_MASK = 0x7f;
    /** RTCP packet types as RFC 5761 4 reserves them in the second byte. */
    private static final int RTCP_FIRST_TYPE = 192;
    private static final int RTCP_LAST_TYPE = 223;
    private static final int RTCP_LEAST_LENGTH = 8;

    private RtpHeader() {}

    /** {@link #hasShape(byte[], int, int, int)} for a packet that was captured whole. */
    public static boolean hasShape(byte[] bytes, int offset, int length) {
        return hasShape(bytes, offset, length, length);
    }

    /**
     * Whether these bytes can be an RTP packet and are no RTCP. This alone proves nothing: a quarter of random data with
     * the right first bits passes.
     *
     * @param capturedLength
     *            bytes there from {@code offset}; the header up to the extension's length has to be among them
     * @param wireLength
     *            bytes of the UDP payload before a snap length cut it, at least {@code capturedLength}
     */
    public static boolean hasShape(byte[] bytes, int offset, int capturedLength, int wireLength) {
        if (capturedLength < FIXED_LENGTH || (bytes[offset] & VERSION_MASK) != VERSION_2
                || isRtcpType(Bytes.u8(bytes, offset + 1))) {
            return false;
        }
        int extensionAt = FIXED_LENGTH + 4 * (bytes[offset] & CSRC_COUNT_MASK);
        boolean extended = (bytes[offset] & EXTENSION_BIT) != 0;
        if (capturedLength < extensionAt + (extended ? 4 : 0)) {
            return false;
        }
        int payloadRoom = wireLength - headerLength(bytes, offset);
        return payloadRoom >= 0 && paddingFits(bytes, offset, capturedLength, wireLength, payloadRoom);
    }

    /** Padding counts itself, so it is at least 1; it cannot be checked when its count was cut off. */
    private static boolean paddingFits(byte[] bytes, int offset, int capturedLength, int wireLength, int payloadRoom) {
        if ((bytes[offset] & PADDING_BIT) == 0 || capturedLength < wireLength) {
            return true;
        }
        int padding = Bytes.u8(bytes, offset + wireLength - 1);
        return padding >= 1 && padding <= payloadRoom;
    }

    /** {@link #isRtcp(byte[], int, int, int)} for a packet that was captured whole. */
    public static boolean isRtcp(byte[] bytes, int offset, int length) {
        return isRtcp(bytes, offset, length, length);
    }

    /**
     * Whether these bytes begin with an RTCP packet (RFC 5761 4): version 2, a type of 192 to 223 and a length that the
     * UDP payload held. Any type may come first: XR, SDES and BYE do, and with reduced size (RFC 5506) feedback too.
     */
    public static boolean isRtcp(byte[] bytes, int offset, int capturedLength, int wireLength) {
        return capturedLength >= RTCP_LEAST_LENGTH && (bytes[offset] & VERSION_MASK) == VERSION_2
                && isRtcpType(Bytes.u8(bytes, offset + 1)) && 4 * (Bytes.u16(bytes, offset + 2) + 1) <= wireLength;
    }

    private static boolean isRtcpType(int secondByte) {
        return secondByte >= RTCP_FIRST_TYPE && secondByte <= RTCP_LAST_TYPE;
    }

    public static boolean marker(byte[] bytes, int offset) {
        return (bytes[offset + 1] & MARKER_BIT) != 0;
    }

    public static int payloadType(byte[] bytes, int offset) {
        return bytes[offset + 1] & PAYLOAD_TYPE_MASK;
    }

    /** Unsigned 16 bit. */
    public static int sequenceNumber(byte[] bytes, int offset) {
        return Bytes.u16(bytes, offset + 2);
    }

    /** The 32 bits of the RTP timestamp; compare by wrapping difference. */
    public static int timestamp(byte[] bytes, int offset) {
        return Bytes.i32(bytes, offset + 4);
    }

    /** The 32 bits of the synchronization source. */
    public static int ssrc(byte[] bytes, int offset) {
        return Bytes.i32(bytes, offset + 8);
    }

    /** Bytes before the payload: fixed header, CSRCs and extension. */
    public static int headerLength(byte[] bytes, int offset) {
        int length = FIXED_LENGTH + 4 * (bytes[offset] & CSRC_COUNT_MASK);
        if ((bytes[offset] & EXTENSION_BIT) == 0) {
            return length;
        }
        return length + 4 + 4 * Bytes.u16(bytes, offset + length + 2);
    }

    /** {@link #payloadLength(byte[], int, int, int)} for a packet that was captured whole. */
    public static int payloadLength(byte[] bytes, int offset, int length) {
        return payloadLength(bytes, offset, length, length);
    }

    /** Bytes of payload on the wire, without padding where its count was captured. */
    public static int payloadLength(byte[] bytes, int offset, int capturedLength, int wireLength) {
        int length = wireLength - headerLength(bytes, offset);
        if ((bytes[offset] & PADDING_BIT) == 0 || capturedLength < wireLength) {
            return length;
        }
        return length - Bytes.u8(bytes, offset + wireLength - 1);
    }

    /**
     * The payload as {@link PacketTrace#add} wants it: its 4 bytes when it may be a telephone-event (RFC 4733 2.3: exactly
     * 4 bytes of a dynamic payload type), else 0.
     */
    public static int eventPayloadOr0(byte[] bytes, int offset, int capturedLength, int wireLength) {
        if (!PacketTrace.mayBeEvent(payloadType(bytes, offset),
                payloadLength(bytes, offset, capturedLength, wireLength))) {
            return 0;
        }
        int payloadAt = headerLength(bytes, offset);
        return payloadAt + 4 <= capturedLength ? Bytes.i32(bytes, offset + payloadAt) : 0;
    }
}
