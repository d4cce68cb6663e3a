package io.sipvault.ingest.link;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.TcpView;
import org.jspecify.annotations.Nullable;

/**
 * One captured frame and what {@link PacketDissector} found in it. A flyweight: one instance is reset for every frame, its
 * accessors are valid until the next reset, and nothing is allocated. Where IP is nested in IP, the addresses are those of
 * the innermost header. Offsets count from the start of the buffer, lengths are bytes.
 */
public final class Packet implements TcpView {
    private byte[] buffer = new byte[0];
    private long timeNs;
    private int frameOffset;
    private int frameLength;
    private int originalLength;
    private NumberSpace firstSpace = NumberSpace.LINK_TYPE;
    private int firstNumber;
    private @Nullable Encapsulation nextLayer;
    private UndecodedReason undecodedReason = UndecodedReason.OTHER;

    /** Where the layer that is being read begins. */
    int position;
    /** Where its captured bytes end. */
    int end;
    /** Whether the layer goes on beyond {@link #end}. */
    boolean truncated;

    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int sourcePort;
    int destinationPort;
    int ipProtocol;
    int ipIdentification;
    int trafficClass;
    int fragmentOffset;
    boolean moreFragments;
    int tcpSequence;
    int tcpAcknowledgment;
    int tcpFlags;

    /**
     * Takes a captured frame.
     *
     * @param originalLength
     *            what the frame had on the wire; more than {@code length} when the snap length cut it
     * @param linkType
     *            as in the capture file
     * @param timeNs
     *            capture time, nanoseconds since 1970
     */
    public void reset(byte[] frame, int offset, int length, int originalLength, int linkType, long timeNs) {
        start(frame, offset, length, originalLength, timeNs);
        firstSpace = NumberSpace.LINK_TYPE;
        firstNumber = linkType;
    }

    /** Takes the payload of an IP datagram that was put together from fragments; the walk goes on at its protocol. */
    public void resetIpPayload(byte[] payload, Endpoint source, Endpoint destination, int protocol, int identification,
            long timeNs) {
        start(payload, 0, payload.length, payload.length, timeNs);
        firstSpace = NumberSpace.IP_PROTOCOL;
        firstNumber = protocol;
        sourceHigh = source.addressHigh();
        sourceLow = source.addressLow();
        destinationHigh = destination.addressHigh();
        destinationLow = destination.addressLow();
        ipProtocol = protocol;
        ipIdentification = identification;
    }

    private void start(byte[] frame, int offset, int length, int lengthOnWire, long time) {
        buffer = frame;
        frameOffset = offset;
        frameLength = length;
        originalLength = lengthOnWire;
        timeNs = time;
        position = offset;
        end = offset + length;
        truncated = length < lengthOnWire;
        clearTransport();
        ipIdentification = 0;
        ipProtocol = 0;
        trafficClass = 0;
    }

    /** Forgets what an outer layer said of ports and fragments. */
    void clearTransport() {
        sourcePort = 0;
        destinationPort = 0;
        fragmentOffset = 0;
        moreFragments = false;
        tcpSequence = 0;
        tcpAcknowledgment = 0;
        tcpFlags = 0;
    }

    @Nullable
    Outcome first() {
        return next(firstSpace, firstNumber, position);
    }

    /** The layer that {@link #next} chose. */
    Encapsulation nextLayer() {
        Encapsulation layer = nextLayer;
        if (layer == null) {
            throw new IllegalStateException("a layer went on without naming the next one");
        }
        return layer;
    }

    /** Goes on with the layer of that number at that offset; {@link Outcome#UNDECODED} when nobody knows the number. */
    @Nullable
    Outcome next(NumberSpace space, int number, int offset) {
        position = offset;
        Encapsulation layer = space.find(number);
        if (layer == null) {
            return undecoded(space.unknown(number));
        }
        nextLayer = layer;
        return null;
    }

    Outcome undecoded(UndecodedReason reason) {
        undecodedReason = reason;
        return Outcome.UNDECODED;
    }

    /** Ends the current layer after {@code length} bytes: what follows is padding, what is missing was cut off. */
    void limit(int length) {
        truncated = length > end - position;
        if (!truncated) {
            end = position + length;
        }
    }

    int available() {
        return end - position;
    }

    /** The bytes that {@link #payloadOffset()} counts in. */
    @Override
    public byte[] buffer() {
        return buffer;
    }

    public int frameOffset() {
        return frameOffset;
    }

    /** Captured bytes of the frame. */
    public int frameLength() {
        return frameLength;
    }

    /** Bytes of the frame on the wire. */
    public int originalLength() {
        return originalLength;
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public int payloadOffset() {
        return position;
    }

    /** Captured bytes of the payload. */
    @Override
    public int payloadLength() {
        return end - position;
    }

    /** Whether the payload on the wire was longer than what is here. */
    public boolean isTruncated() {
        return truncated;
    }

    @Override
    public long sourceHigh() {
        return sourceHigh;
    }

    @Override
    public long sourceLow() {
        return sourceLow;
    }

    @Override
    public long destinationHigh() {
        return destinationHigh;
    }

    @Override
    public long destinationLow() {
        return destinationLow;
    }

    /** 0 for what has no ports. */
    @Override
    public int sourcePort() {
        return sourcePort;
    }

    @Override
    public int destinationPort() {
        return destinationPort;
    }

    /** A new endpoint of source address and port. */
    public Endpoint source() {
        return new Endpoint(sourceHigh, sourceLow, sourcePort);
    }

    public Endpoint destination() {
        return new Endpoint(destinationHigh, destinationLow, destinationPort);
    }

    /** The protocol of the payload, for IPv6 the last header of the chain. */
    public int ipProtocol() {
        return ipProtocol;
    }

    /** IPv4 identification (16 bits) or that of an IPv6 fragment header (32 bits, to be read unsigned), else 0. */
    public int ipIdentification() {
        return ipIdentification;
    }

    /** Bytes of the datagram before this fragment. */
    public int fragmentOffset() {
        return fragmentOffset;
    }

    public boolean moreFragments() {
        return moreFragments;
    }

    /** Differentiated services code point, RFC 2474. */
    public int dscp() {
        return trafficClass >> 2;
    }

    /** Explicit congestion notification, RFC 3168: 0 to 3. */
    public int ecn() {
        return trafficClass & 3;
    }

    /** Sequence number of the segment, to be read unsigned. */
    @Override
    public int tcpSequence() {
        return tcpSequence;
    }

    /** Acknowledgment number, to be read unsigned. */
    public int tcpAcknowledgment() {
        return tcpAcknowledgment;
    }

    /** FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32. */
    @Override
    public int tcpFlags() {
        return tcpFlags;
    }

    /** Why the last walk ended in {@link Outcome#UNDECODED}. */
    public UndecodedReason undecodedReason() {
        return undecodedReason;
    }
}
