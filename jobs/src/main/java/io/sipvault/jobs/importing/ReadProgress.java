package io.sipvault.jobs.importing;

import io.sipvault.ingest.pcap.RawBytesObserver;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of a file were read for the archive. */
final class ReadProgress implements RawBytesObserver {
    private final AtomicLong read = new AtomicLong();

    @Override
    public void bytes(byte[] buffer, int offset, int length) {
        read.addAndGet(length);
    }

    long bytes() {
        return read.get();
    }
}
