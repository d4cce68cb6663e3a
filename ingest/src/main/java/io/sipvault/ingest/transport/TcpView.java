package io.sipvault.ingest.transport;

/** A TCP segment where it lies in a reused buffer; valid until the buffer is. */
public interface TcpView {
    /** Capture time, nanoseconds since 1970. */
    long timeNs();

    long sourceHigh();

    long sourceLow();

    int sourcePort();

    long destinationHigh();

    long destinationLow();

    int destinationPort();

    /** Sequence number of the segment, to be read unsigned. */
    int tcpSequence();

    int tcpFlags();

    byte[] buffer();

    int payloadOffset();

    int payloadLength();
}
