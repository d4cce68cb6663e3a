package io.sipvault.agent.command;

import io.sipvault.ingest.wire.Bytes;
import java.security.SecureRandom;

/** Hashes bytes to 64 bits, in each process otherwise, so that nobody can choose what meets. */
final class ByteHash {
    /** The bit by which small letters differ from capitals. */
    private static final int CASE = 0x20;
    private static final long SEED;
    private static final long FACTOR;

    static {
        SecureRandom random = new SecureRandom();
        SEED = random.nextLong();
        FACTOR = random.nextLong() | 1;
    }

    private ByteHash() {}

    static long of(byte[] b, int from, int end) {
        long hash = SEED ^ end - from;
        int at = from;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash ^ Bytes.i64(b, at));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << Byte.SIZE | b[at] & 0xff;
        }
        return mixed(hash ^ rest);
    }

    /** The same for letters of either case, and for some other bytes that differ in the same bit. */
    static long ofAnyCase(byte[] b, int from, int end) {
        long hash = SEED ^ end - from;
        int at = from;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash ^ (Bytes.i64(b, at) | CASE * 0x0101010101010101L));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << Byte.SIZE | b[at] & 0xff | CASE;
        }
        return mixed(hash ^ rest);
    }

    /** Of an address or a part of it. */
    static long of(long high, long low) {
        return mixed(mixed(SEED ^ high) ^ low);
    }

    /** Both halves of the product: of the lower one alone the high bits of a value reach only the high bits, whatever the factor. */
    private static long mixed(long value) {
        return value * FACTOR ^ Math.unsignedMultiplyHigh(value, FACTOR);
    }
}
