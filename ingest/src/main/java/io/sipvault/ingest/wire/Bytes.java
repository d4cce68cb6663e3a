package io.sipvault.ingest.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Unsigned and signed integers at an offset of a byte array. Callers have checked the bounds. */
public final class Bytes {
    private static final VarHandle I16_BE = view(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle I16_LE = view(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle I32_BE = view(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle I32_LE = view(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle I64_BE = view(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle I64_LE = view(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    private static VarHandle view(Class<?> arrayType, ByteOrder order) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, order);
    }

    public static int u8(byte[] bytes, int offset) {
        return bytes[offset] & 0xff;
    }

    public static int u16(byte[] bytes, int offset) {
        return (short) I16_BE.get(bytes, offset) & 0xffff;
    }

    public static int u16le(byte[] bytes, int offset) {
        return (short) I16_LE.get(bytes, offset) & 0xffff;
    }

    public static int i32(byte[] bytes, int offset) {
        return (int) I32_BE.get(bytes, offset);
    }

    public static int i32le(byte[] bytes, int offset) {
        return (int) I32_LE.get(bytes, offset);
    }

    public static long u32(byte[] bytes, int offset) {
        return i32(bytes, offset) & 0xffff_ffffL;
    }

    public static long u32le(byte[] bytes, int offset) {
        return i32le(bytes, offset) & 0xffff_ffffL;
    }

    public static long i64(byte[] bytes, int offset) {
        return (long) I64_BE.get(bytes, offset);
    }

    public static long i64le(byte[] bytes, int offset) {
        return (long) I64_LE.get(bytes, offset);
    }

    public static void putI16(byte[] bytes, int offset, int value) {
        I16_BE.set(bytes, offset, (short) value);
    }

    public static void putI32(byte[] bytes, int offset, int value) {
        I32_BE.set(bytes, offset, value);
    }

    public static void putI32le(byte[] bytes, int offset, int value) {
        I32_LE.set(bytes, offset, value);
    }

    public static void putI64(byte[] bytes, int offset, long value) {
        I64_BE.set(bytes, offset, value);
    }
}
