package io.sipvault.ingest.pcap;

/** Sees every byte of a file as it was supplied, once and in order, while it is read. */
@FunctionalInterface
public interface RawBytesObserver {
    /** The next bytes of the file; the array is only lent for the call. */
    void bytes(byte[] buffer, int offset, int length);
}
