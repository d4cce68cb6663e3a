package io.sipvault.indexer.search;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdException;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.util.BytesRef;

/**
 * Stored JSON, each document compressed by itself against a dictionary of typical documents. Merges of a sorted index copy
 * stored fields one by one; what is small already need not be compressed again. The first byte names the dictionary, so that
 * a better one can follow.
 */
final class StoredText {
    private static final byte DICTIONARY_1 = 1;
    private static final int LEVEL = 1;
    private static final int LONGEST = 64 << 20;
    private static final byte[] DICTIONARY = resource("display-dictionary-1.txt");
    private static final ZstdDictCompress COMPRESS = new ZstdDictCompress(DICTIONARY, LEVEL);
    private static final ZstdDictDecompress DECOMPRESS = new ZstdDictDecompress(DICTIONARY);

    private StoredText() {}

    static byte[] pack(String text) {
        byte[] compressed = Zstd.compress(text.getBytes(StandardCharsets.UTF_8), COMPRESS);
        byte[] packed = new byte[compressed.length + 1];
        packed[0] = DICTIONARY_1;
        System.arraycopy(compressed, 0, packed, 1, compressed.length);
        return packed;
    }

    static String unpack(BytesRef packed) {
        byte[] compressed = new byte[packed.length - 1];
        System.arraycopy(packed.bytes, packed.offset + 1, compressed, 0, compressed.length);
        long size = Zstd.getFrameContentSize(compressed);
        if (packed.bytes[packed.offset] != DICTIONARY_1 || size < 0 || size > LONGEST) {
            throw new ForensicException(ErrorCode.INDEX, "reading a stored document: dictionary "
                    + packed.bytes[packed.offset] + ", size " + size + " (index of another version?)."
                    + " './sipvault jobs --rebuild' makes the index anew");
        }
        try {
            return new String(Zstd.decompress(compressed, DECOMPRESS, (int) size), StandardCharsets.UTF_8);
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
