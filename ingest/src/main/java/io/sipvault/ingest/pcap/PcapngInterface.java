package io.sipvault.ingest.pcap;

import io.sipvault.ingest.wire.Bytes;

/** What an interface description block says of its packets: link type, snap length, and how their times count. */
final class PcapngInterface {
    static final int OPTIONS_AT = 16;
    static final int TSRESOL = 9;
    static final int TSOFFSET = 14;

    private static final int DEFAULT_RESOLUTION = 6;
    private static final int BINARY = 0x80;
    private static final int NANO_EXPONENT = 9;
    private static final int TRAILER_BYTES = 4;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long[] POWERS_OF_10 = powersOf10();

    final int linkType;
    /** 0 when unlimited. */
    final int snapLength;
    /** if_tsresol: the negative power of 10, or with the highest bit set of 2, that a tick lasts in seconds. */
    final int resolution;
    /** if_tsoffset: seconds to add to every time. */
    final long offsetSeconds;

    private final long offsetNs;
    /** Nanoseconds in a tick, 0 when a tick is no whole number of them. */
    private final long tickNs;
    private final long maxTicks;

    PcapngInterface(int linkType, int snapLength, int resolution, long offsetSeconds) {
        this.linkType = linkType;
        this.snapLength = snapLength;
        this.resolution = resolution;
        this.offsetSeconds = offsetSeconds;
        offsetNs = saturatedSecondsToNs(offsetSeconds);
        tickNs = resolution <= NANO_EXPONENT ? POWERS_OF_10[NANO_EXPONENT - resolution] : 0;
        maxTicks = tickNs == 0 ? -1 : Long.MAX_VALUE / tickNs;
    }

    /** Reads an interface description block whose length was checked. Options that do not fit are left unread. */
    static PcapngInterface read(byte[] buffer, int offset, int total, boolean littleEndian) {
        int linkType = littleEndian ? Bytes.u16le(buffer, offset + 8) : Bytes.u16(buffer, offset + 8);
        int snapLength = littleEndian ? Bytes.i32le(buffer, offset + 12) : Bytes.i32(buffer, offset + 12);
        int end = offset + total - TRAILER_BYTES;
        int resolutionAt = option(buffer, offset + OPTIONS_AT, end, littleEndian, TSRESOL, 1);
        int offsetAt = option(buffer, offset + OPTIONS_AT, end, littleEndian, TSOFFSET, Long.BYTES);
        long offsetSeconds = offsetAt < 0
                ? 0
                : littleEndian ? Bytes.i64le(buffer, offsetAt) : Bytes.i64(buffer, offsetAt);
        return new PcapngInterface(linkType, CaptureScanner.clampToInt(snapLength),
                resolutionAt < 0 ? DEFAULT_RESOLUTION : Bytes.u8(buffer, resolutionAt), offsetSeconds);
    }

    /** Where the value of the first option of this code and length lies, or -1. */
    private static int option(byte[] buffer, int from, int end, boolean littleEndian, int code, int length) {
        int at = from;
        while (end - at >= 4) {
            int found = littleEndian ? Bytes.u16le(buffer, at) : Bytes.u16(buffer, at);
            int size = littleEndian ? Bytes.u16le(buffer, at + 2) : Bytes.u16(buffer, at + 2);
            if (found == 0 || size > end - at - 4) {
                return -1;
            }
            if (found == code && size == length) {
                return at + 4;
            }
            at += 4 + ((size + 3) & ~3);
        }
        return -1;
    }

    /** Nanoseconds since 1970 of a time of 64 unsigned bits; the nearest that 63 bits hold. */
    long timeNs(long ticks) {
        if (ticks >= 0 && ticks <= maxTicks) {
            return saturatedAdd(ticks * tickNs, offsetNs);
        }
        return saturatedAdd(sinceOffsetNs(ticks), offsetNs);
    }

    private long sinceOffsetNs(long ticks) {
        if (resolution >= BINARY) {
            return binaryNs(ticks, resolution - BINARY);
        }
        if (tickNs != 0) {
            return Long.MAX_VALUE;
        }
        int exponent = resolution - NANO_EXPONENT;
        return exponent < POWERS_OF_10.length ? Long.divideUnsigned(ticks, POWERS_OF_10[exponent]) : 0;
    }

    private static long binaryNs(long ticks, int shift) {
        long seconds = shift < Long.SIZE ? ticks >>> shift : 0;
        if (seconds < 0 || seconds > Long.MAX_VALUE / NS_PER_SECOND) {
            return Long.MAX_VALUE;
        }
        long fraction = shift < Long.SIZE ? ticks - (seconds << shift) : ticks;
        return saturatedAdd(seconds * NS_PER_SECOND, fractionNs(fraction, shift));
    }

    /** fraction * 10^9 / 2^shift, over a product of 128 bits. */
    private static long fractionNs(long fraction, int shift) {
        long high = Math.unsignedMultiplyHigh(fraction, NS_PER_SECOND);
        long low = fraction * NS_PER_SECOND;
        if (shift == 0) {
            return 0;
        }
        return shift < Long.SIZE ? (high << (Long.SIZE - shift)) | (low >>> shift) : high >>> (shift - Long.SIZE);
    }

    private static long saturatedSecondsToNs(long seconds) {
        if (Math.abs(seconds) > Long.MAX_VALUE / NS_PER_SECOND || seconds == Long.MIN_VALUE) {
            return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return seconds * NS_PER_SECOND;
    }

    private static long saturatedAdd(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }

    /** 10^0 to 10^19; the last is meant as unsigned. */
    private static long[] powersOf10() {
        long[] powers = new long[20];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
