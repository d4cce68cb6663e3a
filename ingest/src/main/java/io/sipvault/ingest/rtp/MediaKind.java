package io.sipvault.ingest.rtp;

import io.sipvault.ingest.wire.Bytes;

/**
 * What a UDP payload on a media port is, told by its first byte as
 * <a href="https://www.rfc-editor.org/rfc/rfc7983#section-7">RFC 7983 7</a> divides them, and then by what else it must
 * have. DTLS 1.3 ciphertext with its short header has nothing else to check and counts as {@link #OTHER}.
 */
public enum MediaKind {
    RTP, RTCP, STUN, DTLS, TURN_CHANNEL, ZRTP, OTHER;

    private static final int STUN_HEADER_LENGTH = 20;
    private static final int STUN_MAGIC_COOKIE = 0x2112_a442;
    private static final int ZRTP_MAGIC_COOKIE = 0x5a52_5450;
    private static final int ZRTP_LEAST_LENGTH = 16;
    private static final int DTLS_HEADER_LENGTH = 13;
    private static final int TURN_HEADER_LENGTH = 4;

    /** {@link #classify(byte[], int, int, int)} for a payload that was captured whole. */
    public static MediaKind classify(byte[] bytes, int offset, int length) {
        return classify(bytes, offset, length, length);
    }

    /**
     * The kind of the payload at an offset of a byte array.
     *
     * @param capturedLength
     *            bytes there
     * @param wireLength
     *            bytes before a snap length cut them, at least {@code capturedLength}
     */
    public static MediaKind classify(byte[] bytes, int offset, int capturedLength, int wireLength) {
        if (capturedLength < TURN_HEADER_LENGTH) {
            return OTHER;
        }
        int first = Bytes.u8(bytes, offset);
        if (first >= 128 && first <= 191) {
            return classifyRtp(bytes, offset, capturedLength, wireLength);
        } else if (first <= 3) {
            return isStun(bytes, offset, capturedLength, wireLength) ? STUN : OTHER;
        } else if (first >= 16 && first <= 19) {
            return isZrtp(bytes, offset, capturedLength) ? ZRTP : OTHER;
        } else if (first >= 20 && first <= 63) {
            return isDtls(bytes, offset, capturedLength, wireLength) ? DTLS : OTHER;
        } else if (first >= 64 && first <= 79) {
            return isTurnChannel(bytes, offset, wireLength) ? TURN_CHANNEL : OTHER;
        }
        return OTHER;
    }

    private static MediaKind classifyRtp(byte[] bytes, int offset, int capturedLength, int wireLength) {
        if (RtpHeader.isRtcp(bytes, offset, capturedLength, wireLength)) {
            return RTCP;
        }
        return RtpHeader.hasShape(bytes, offset, capturedLength, wireLength) ? RTP : OTHER;
    }

    /** RFC 8489 5 with its magic cookie, or the classic header of RFC 3489 11.1 whose attributes add up. */
    private static boolean isStun(byte[] bytes, int offset, int capturedLength, int wireLength) {
        if (capturedLength < STUN_HEADER_LENGTH) {
            return false;
        }
        int bodyLength = Bytes.u16(bytes, offset + 2);
        if (Bytes.i32(bytes, offset + 4) == STUN_MAGIC_COOKIE) {
            return bodyLength % 4 == 0 && STUN_HEADER_LENGTH + bodyLength <= wireLength;
        }
        return isClassicStunType(Bytes.u16(bytes, offset)) && STUN_HEADER_LENGTH + bodyLength == capturedLength
                && attributesAddUp(bytes, offset + STUN_HEADER_LENGTH, offset + capturedLength);
    }

    /** Binding and Shared Secret: request, response, error response. */
    private static boolean isClassicStunType(int type) {
        int method = type & ~0x0110;
        int messageClass = type & 0x0110;
        return (method == 1 || method == 2) && messageClass != 0x0010;
    }

    private static boolean attributesAddUp(byte[] bytes, int from, int to) {
        int at = from;
        while (at + 4 <= to) {
            at += 4 + Bytes.u16(bytes, at + 2);
        }
        return at == to;
    }

    /** RFC 6189 5: a type in the first byte, then the magic cookie where RTP has its timestamp. */
    private static boolean isZrtp(byte[] bytes, int offset, int length) {
        return length >= ZRTP_LEAST_LENGTH && Bytes.i32(bytes, offset + 4) == ZRTP_MAGIC_COOKIE;
    }

    /** RFC 6347 4.1: content types 20 to 26, version 1.0 or 1.2 in ones' complement, a length that fits. */
    private static boolean isDtls(byte[] bytes, int offset, int capturedLength, int wireLength) {
        if (capturedLength < DTLS_HEADER_LENGTH || Bytes.u8(bytes, offset) > 26) {
            return false;
        }
        int version = Bytes.u16(bytes, offset + 1);
        return (version == 0xfeff || version == 0xfefd || version == 0x0100)
                && DTLS_HEADER_LENGTH + Bytes.u16(bytes, offset + 11) <= wireLength;
    }

    /** RFC 8656 12.4: a channel of 0x4000 to 0x4fff, the length of the data, up to 3 bytes of padding. */
    private static boolean isTurnChannel(byte[] bytes, int offset, int wireLength) {
        int padding = wireLength - TURN_HEADER_LENGTH - Bytes.u16(bytes, offset + 2);
        return padding >= 0 && padding <= 3;
    }
}
