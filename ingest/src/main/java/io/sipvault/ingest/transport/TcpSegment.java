package io.sipvault.ingest.transport;

/**
 * A piece of one direction of a TCP connection.
 *
 * @param timeNs
 *            capture time, nanoseconds since 1970
 * @param packetRef
 *            the caller's name of the packet that carried it
 * @param sequence
 *            sequence number of the first payload byte (of the SYN where that flag is set), to be read unsigned
 * @param flags
 *            FIN 1, SYN 2, RST 4 and so on as in the header; {@link #CONSUMED} beyond the 12 bits of TCP
 */
public record TcpSegment(long timeNs, long packetRef, Endpoint source, Endpoint destination, int sequence, int flags,
        byte[] payload) {
    public static final int FIN = 1;
    public static final int SYN = 2;
    public static final int RST = 4;
    /**
     * No segment of the wire but a note among leftovers: the bytes from {@code sequence} on, as many as the payload says
     * (4 bytes big endian, unsigned), were given out as messages already. Whoever joins leftovers thus tells a
     * retransmission of such bytes from new ones. Stored flags need 16 bits.
     */
    public static final int CONSUMED = 0x8000;
}
