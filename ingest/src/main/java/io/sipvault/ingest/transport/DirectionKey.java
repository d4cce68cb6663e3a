package io.sipvault.ingest.transport;

import org.jspecify.annotations.Nullable;

/** Source and destination of a direction; one instance is reused to look directions up. */
final class DirectionKey {
    private long sourceHigh;
    private long sourceLow;
    private long destinationHigh;
    private long destinationLow;
    private int ports;

    DirectionKey set(TcpView segment) {
        return set(segment.sourceHigh(), segment.sourceLow(), segment.sourcePort(), segment.destinationHigh(),
                segment.destinationLow(), segment.destinationPort());
    }

    DirectionKey set(Endpoint source, Endpoint destination) {
        return set(source.addressHigh(), source.addressLow(), source.port(), destination.addressHigh(),
                destination.addressLow(), destination.port());
    }

    private DirectionKey set(long fromHigh, long fromLow, int fromPort, long toHigh, long toLow, int toPort) {
        sourceHigh = fromHigh;
        sourceLow = fromLow;
        destinationHigh = toHigh;
        destinationLow = toLow;
        ports = fromPort << 16 | toPort;
        return this;
    }

    Endpoint source() {
        return new Endpoint(sourceHigh, sourceLow, ports >>> 16);
    }

    Endpoint destination() {
        return new Endpoint(destinationHigh, destinationLow, ports & 0xffff);
    }

    DirectionKey copy() {
        return new DirectionKey().set(source(), destination());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DirectionKey key && ports == key.ports && sourceLow == key.sourceLow
                && destinationLow == key.destinationLow && sourceHigh == key.sourceHigh
                && destinationHigh == key.destinationHigh;
    }

    @Override
    public int hashCode() {
        long mixed = (sourceHigh * 31 + sourceLow) * 0x9e37_79b9_7f4a_7c15L + destinationHigh * 31 + destinationLow;
        mixed = (mixed ^ ports) * 0x9e37_79b9_7f4a_7c15L;
        return (int) (mixed >>> 32);
    }
}
