package io.sipvault.agent.hep;

import io.sipvault.agent.config.HepAddress;
import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;

/** Over UDP. The name of the collector is looked up again every ten minutes. */
final class UdpLink implements ForwardLink {
    private static final long LOOK_UP_EVERY_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final DatagramChannel channel;
    private final long openedNanos = System.nanoTime();

    private UdpLink(DatagramChannel channel) {
        this.channel = channel;
    }

    static UdpLink open(HepAddress to) throws IOException {
        InetSocketAddress address = StreamLink.lookedUp(to);
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.connect(address);
            return new UdpLink(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void send(byte[] packet) throws IOException {
        try {
            channel.write(ByteBuffer.wrap(packet));
        } catch (PortUnreachableException e) {
            // that tells of an earlier one, which nobody took; this one has not gone yet
            channel.write(ByteBuffer.wrap(packet));
            throw e;
        }
    }

    @Override
    public Endpoint local() {
        return Endpoints.of((InetSocketAddress) channel.socket().getLocalSocketAddress());
    }

    @Override
    public Endpoint remote() {
        return Endpoints.of((InetSocketAddress) channel.socket().getRemoteSocketAddress());
    }

    @Override
    public boolean isWorn() {
        return System.nanoTime() - openedNanos > LOOK_UP_EVERY_NANOS;
    }

    @Override
    public void abort() {
        close();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it is closed as far as it can be
        }
    }
}
