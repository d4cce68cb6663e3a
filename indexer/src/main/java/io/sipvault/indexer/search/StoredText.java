package io.sipvault.indexer.search;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdException;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.lucene.document.Document;
import org.apache.lucene.util.BytesRef;

/**
 * What is stored with a document as JSON: what the fold needs of it, and what is displayed. Both are compressed together,
 * since they share much, each document by itself against a dictionary of typical documents: merges of a sorted index copy
 * stored fields one by one, and what is small already need not be compressed again. The first byte names the dictionary, so
 * that a better one can follow.
 *
 * @param fold
 *            one line, may be empty
 * @param display
 *            may be empty
 */
record StoredText(String fold, String display) {
    private static final StoredText NONE = new StoredText("", "");
    private static final byte FORMAT_2 = 2;
    private static final byte FORMAT_3 = 3;
    private static final int LEVEL = 1;
    private static final int LONGEST = 64 << 20;
    private static final ZstdDictCompress COMPRESS;
    private static final ZstdDictDecompress DECOMPRESS;
    /** Of format 2. */
    private static final ZstdDictDecompress DECOMPRESS_2;
    /** Making one takes longer than compressing a document. They are freed with their threads, which are few. */
    private static final ThreadLocal<Packer> PACKERS = ThreadLocal.withInitial(Packer::new);

    static {
        byte[] dictionary = resource("stored-dictionary-2.zdict");
        COMPRESS = new ZstdDictCompress(dictionary, LEVEL);
        DECOMPRESS = new ZstdDictDecompress(dictionary);
        DECOMPRESS_2 = new ZstdDictDecompress(resource("display-dictionary-1.txt"));
    }

    /** Of a stored document. */
    static StoredText of(Document document) {
        BytesRef packed = document.getBinaryValue(IndexField.STORED);
        return packed == null ? NONE : unpack(packed);
    }

    /** What is stored of both, each in UTF-8. */
    static byte[] pack(byte[] fold, byte[] display) {
        return PACKERS.get().pack(fold, display);
    }

    /** A compressor and its buffers, which most documents fit. */
    private static final class Packer {
        private static final int KEPT_BYTES = 16 << 10;

        private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL).loadDict(COMPRESS);
        private final byte[] kept = new byte[KEPT_BYTES];
        private final byte[] keptPacked = new byte[(int) Zstd.compressBound(KEPT_BYTES) + 1];

        byte[] pack(byte[] fold, byte[] display) {
            int length = fold.length + 1 + display.length;
            byte[] text = length <= KEPT_BYTES ? kept : new byte[length];
            System.arraycopy(fold, 0, text, 0, fold.length);
            text[fold.length] = '\n';
            System.arraycopy(display, 0, text, fold.length + 1, display.length);
            byte[] packed = length <= KEPT_BYTES ? keptPacked : new byte[(int) Zstd.compressBound(length) + 1];
            packed[0] = FORMAT_3;
            int size = context.compressByteArray(packed, 1, packed.length - 1, text, 0, length);
            return Arrays.copyOf(packed, size + 1);
        }
    }

    private static StoredText unpack(BytesRef packed) {
        byte[] compressed = Arrays.copyOfRange(packed.bytes, packed.offset + 1, packed.offset + packed.length);
        long size = Zstd.getFrameContentSize(compressed);
        byte format = packed.bytes[packed.offset];
        if (format != FORMAT_3 && format != FORMAT_2 || size < 0 || size > LONGEST) {
            throw new ForensicException(ErrorCode.INDEX, "reading a stored document: format "
                    + format + ", size " + size + " (index of another version?)."
                    + " './sipvault jobs --rebuild' makes the index anew");
        }
        try {
            ZstdDictDecompress dictionary = format == FORMAT_3 ? DECOMPRESS : DECOMPRESS_2;
            String text = new String(Zstd.decompress(compressed, dictionary, (int) size), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            return new StoredText(text.substring(0, Math.max(0, end)), text.substring(end + 1));
        } catch (ZstdException e) {
            throw new ForensicException(ErrorCode.INDEX, "reading a stored document failed: " + e.getMessage()
                    + ". './sipvault jobs --rebuild' makes the index anew", e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = StoredText.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + name + " cannot be read", e);
        }
    }
}
