package io.sipvault.indexer.evidence;

import io.sipvault.ingest.wire.Hash128;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The files of a tar, and their SHA-256 sums. */
final class TarFiles implements Closeable {
    private final TarArchiveOutputStream tar;
    private final StringBuilder sums = new StringBuilder();

    TarFiles(OutputStream out) {
        tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    void add(String name, long size, Content content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        MessageDigest digest = Hash128.sha256();
        content.writeTo(new DigestOutputStream(tar, digest));
        tar.closeArchiveEntry();
        sums.append(HexFormat.of().formatHex(digest.digest())).append("  ").append(name).append('\n');
    }

    void add(String name, byte[] content) throws IOException {
        add(name, content.length, out -> out.write(content));
    }

    /** A line for each file so far, as sha256sum prints them. */
    byte[] sums() {
        return sums.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
