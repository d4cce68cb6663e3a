package io.sipvault.ingest.pcap;

import java.io.IOException;

/** Compressed bytes that cannot be read on; the message is the reason alone, the offset that in the compressed file. */
final class DamagedStreamException extends IOException {
    private static final long serialVersionUID = 1L;

    final long offset;

    DamagedStreamException(long offset, String reason) {
        super(reason);
        this.offset = offset;
    }
}
