package io.sipvault.ingest.pcap;

import java.io.IOException;

/** The content of a compressed file, whose parts may follow each other in any number. */
sealed interface Decompressor extends AutoCloseable permits GzipMembers, ZstdFrames, XzStreams {
    /**
     * Up to {@code length} bytes, at least one, or -1 after the last part. What lies before damage is given before the
     * exception.
     *
     * @throws DamagedStreamException
     *             when the compressed bytes do not hold what they should
     */
    int read(byte[] to, int offset, int length) throws IOException;

    @Override
    void close();
}
