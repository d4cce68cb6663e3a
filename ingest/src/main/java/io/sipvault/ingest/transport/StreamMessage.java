package io.sipvault.ingest.transport;

/**
 * One message framed out of a TCP direction.
 *
 * @param timeNs
 *            capture time of the segment that completed it: the latest of those that brought its bytes first
 * @param sequence
 *            TCP sequence number of its first byte, to be read unsigned
 * @param packetRefs
 *            the packets that brought its bytes, in the order of the bytes
 */
public record StreamMessage(long timeNs, Endpoint source, Endpoint destination, int sequence, byte[] bytes,
        long[] packetRefs) {}
