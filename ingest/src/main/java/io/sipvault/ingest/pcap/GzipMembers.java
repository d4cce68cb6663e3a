package io.sipvault.ingest.pcap;

import io.sipvault.ingest.wire.Bytes;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The members of a gzip file, RFC 1952, one after the other. */
final class GzipMembers implements Decompressor {
    private static final int MAGIC = 0x1f8b;
    private static final int DEFLATE = 8;
    private static final int TRAILER_BYTES = 8;
    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;

    private final RawFile raw;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private boolean inMember;
    private @Nullable DamagedStreamException damage;

    GzipMembers(RawFile raw) {
        this.raw = raw;
    }

    static boolean beginsAt(byte[] head, int offset, int limit) {
        return limit - offset >= 2 && Bytes.u16(head, offset) == MAGIC;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        while (damage == null) {
            if (!inMember && !nextMember()) {
                return -1;
            }
            int read = inflate(to, offset, length);
            if (read > 0) {
                return read;
            }
        }
        throw damage;
    }

    private boolean nextMember() throws IOException {
        raw.ensure(2);
        if (!beginsAt(raw.buffer, raw.position, raw.limit)) {
            return false;
        }
        header();
        inflater.reset();
        crc.reset();
        inMember = true;
        return true;
    }

    private void header() throws IOException {
        long start = raw.offset();
        raw.skip(2);
        int method = headerByte();
        if (method != DEFLATE) {
            throw new DamagedStreamException(start,
                    "gzip header has compression method " + method + ", only 8 is known");
        }
        int flags = headerByte();
        skipHeader(6);
        if ((flags & FEXTRA) != 0) {
            skipHeader(headerByte() | (headerByte() << 8));
        }
        skipText(flags & FNAME);
        skipText(flags & FCOMMENT);
        skipHeader(flags & FHCRC);
    }

    private int headerByte() throws IOException {
        int read = raw.read();
        if (read < 0) {
            throw cut("a gzip header");
        }
        return read;
    }

    private void skipHeader(int bytes) throws IOException {
        if (!raw.skip(bytes)) {
            throw cut("a gzip header");
        }
    }

    /** A text that ends with a zero byte, when its flag is set. */
    private void skipText(int flag) throws IOException {
        int read = flag == 0 ? 0 : headerByte();
        while (read != 0) {
            read = headerByte();
        }
    }

    private DamagedStreamException cut(String where) {
        return new DamagedStreamException(raw.offset(), "the file ends inside " + where);
    }

    private int inflate(byte[] to, int offset, int length) throws IOException {
        if (inflater.needsInput()) {
            if (!raw.ensure(1)) {
                throw cut("a gzip member");
            }
            inflater.setInput(raw.buffer, raw.position, raw.limit - raw.position);
        }
        long readBefore = inflater.getBytesRead();
        int written = inflateGuarded(to, offset, length);
        raw.position += (int) (inflater.getBytesRead() - readBefore);
        crc.update(to, offset, written);
        if (damage == null && inflater.finished()) {
            trailer();
        }
        return written;
    }

    /** What was inflated before damage is in the buffer and counts. */
    private int inflateGuarded(byte[] to, int offset, int length) throws DamagedStreamException {
        long writtenBefore = inflater.getBytesWritten();
        try {
            int written = inflater.inflate(to, offset, length);
            if (written == 0 && inflater.needsDictionary()) {
                throw new DamagedStreamException(raw.offset(), "deflate stream asks for a dictionary");
            }
            return written;
        } catch (DataFormatException e) {
            damage = new DamagedStreamException(raw.offset(), "deflate stream: " + e.getMessage());
            return (int) (inflater.getBytesWritten() - writtenBefore);
        }
    }

    private void trailer() throws IOException {
        inMember = false;
        if (!raw.ensure(TRAILER_BYTES)) {
            damage = cut("a gzip trailer");
            return;
        }
        long expectedCrc = Bytes.u32le(raw.buffer, raw.position);
        long expectedSize = Bytes.u32le(raw.buffer, raw.position + 4);
        long size = inflater.getBytesWritten() & 0xffff_ffffL;
        if (expectedCrc != crc.getValue() || expectedSize != size) {
            damage = new DamagedStreamException(raw.offset(),
                    "gzip trailer says CRC-32 " + Long.toHexString(expectedCrc) + " and size " + expectedSize
                            + ", the content has " + Long.toHexString(crc.getValue()) + " and " + size);
        }
        raw.skip(TRAILER_BYTES);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
