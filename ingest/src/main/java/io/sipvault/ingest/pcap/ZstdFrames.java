package io.sipvault.ingest.pcap;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.sipvault.ingest.wire.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a zstd file, RFC 8878. Blocks are given to the decoder one by one, so that all blocks before a damaged one
 * come out and the offset of the damage is that of its block. Windows up to 128 MiB, the format's recommended bound.
 */
final class ZstdFrames implements Decompressor {
    private static final int MAGIC = 0x28b52ffd;
    private static final int SKIPPABLE = 0x184d2a50;
    private static final int MAX_BLOCK_BYTES = 128 << 10;
    private static final int BLOCK_HEADER_BYTES = 3;
    private static final int CHECKSUM_BYTES = 4;
    private static final int MAX_HEADER_BYTES = 18;
    private static final int RLE = 1;
    private static final int RESERVED = 3;

    private final RawFile raw;
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final ByteBuffer input = ByteBuffer.allocateDirect(MAX_BLOCK_BYTES + MAX_HEADER_BYTES);
    private final ByteBuffer output = ByteBuffer.allocateDirect(2 * MAX_BLOCK_BYTES).limit(0);
    private boolean inFrame;
    private boolean lastBlockSeen;
    private boolean hasChecksum;
    private @Nullable DamagedStreamException damage;

    ZstdFrames(RawFile raw) {
        this.raw = raw;
    }

    static boolean beginsAt(byte[] head, int offset, int limit) {
        return limit - offset >= Integer.BYTES && (isFrame(head, offset) || isSkippable(head, offset));
    }

    private static boolean isFrame(byte[] bytes, int offset) {
        return Bytes.i32(bytes, offset) == MAGIC;
    }

    private static boolean isSkippable(byte[] bytes, int offset) {
        return (Bytes.i32le(bytes, offset) & ~0xf) == SKIPPABLE;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        while (!output.hasRemaining()) {
            if (damage != null) {
                throw damage;
            }
            if (!step()) {
                return -1;
            }
        }
        int taken = Math.min(length, output.remaining());
        output.get(to, offset, taken);
        return taken;
    }

    /** Takes one part of a frame; false after the last frame. */
    private boolean step() throws IOException {
        if (!inFrame) {
            return nextFrame();
        }
        if (!lastBlockSeen) {
            block();
        } else {
            inFrame = false;
            if (hasChecksum) {
                feed(CHECKSUM_BYTES, "checksum", "does not match the content");
            }
        }
        return true;
    }

    private boolean nextFrame() throws IOException {
        raw.ensure(Integer.BYTES);
        if (!beginsAt(raw.buffer, raw.position, raw.limit)) {
            return false;
        }
        if (isFrame(raw.buffer, raw.position)) {
            frameHeader();
        } else {
            skipFrame();
        }
        return true;
    }

    private void skipFrame() throws IOException {
        if (!raw.ensure(8) || !raw.skip(8 + Bytes.u32le(raw.buffer, raw.position + 4))) {
            throw cut("skippable frame");
        }
    }

    /** Frame header, RFC 8878 3.1.1.1: its descriptor tells how long it is. */
    private void frameHeader() throws IOException {
        if (!raw.ensure(Integer.BYTES + 1)) {
            throw cut("frame header");
        }
        int descriptor = Bytes.u8(raw.buffer, raw.position + Integer.BYTES);
        boolean singleSegment = (descriptor & 0x20) != 0;
        int dictionaryId = (1 << (descriptor & 3)) >> 1;
        int contentSize = descriptor >> 6 == 0 ? singleSegment ? 1 : 0 : 1 << (descriptor >> 6);
        hasChecksum = (descriptor & 4) != 0;
        lastBlockSeen = false;
        inFrame = true;
        feed(Integer.BYTES + 1 + (singleSegment ? 0 : 1) + dictionaryId + contentSize,
                "frame header", "asks for a window over 128 MiB or a dictionary, or is damaged");
    }

    private void block() throws IOException {
        if (!raw.ensure(BLOCK_HEADER_BYTES)) {
            throw cut("block header");
        }
        int header = Bytes.u16le(raw.buffer, raw.position) | (Bytes.u8(raw.buffer, raw.position + 2) << 16);
        int type = (header >> 1) & 3;
        int size = header >> 3;
        if (type == RESERVED || (type != RLE && size > MAX_BLOCK_BYTES)) {
            throw damaged("block header claims type " + type + " and " + size + " bytes");
        }
        lastBlockSeen = (header & 1) != 0;
        feed(BLOCK_HEADER_BYTES + (type == RLE ? 1 : size), "block", "cannot be decoded");
    }

    /** Gives the next bytes to the decoder; they hold one block at most, which fits the output. */
    private void feed(int bytes, String what, String failure) throws IOException {
        if (!raw.ensure(bytes)) {
            throw cut(what);
        }
        input.clear().put(raw.buffer, raw.position, bytes).flip();
        output.clear();
        try {
            while (input.hasRemaining() && output.hasRemaining()) {
                context.decompressDirectByteBufferStream(output, input);
            }
        } catch (ZstdException e) {
            damage = damaged("the zstd " + what + " of " + bytes + " bytes " + failure);
            damage.initCause(e);
        }
        output.flip();
        raw.skip(bytes);
    }

    private DamagedStreamException cut(String what) {
        return damaged("the file ends inside a zstd " + what);
    }

    private DamagedStreamException damaged(String reason) {
        return new DamagedStreamException(raw.offset(), reason);
    }

    @Override
    public void close() {
        context.close();
    }
}
