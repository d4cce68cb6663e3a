package io.sipvault.agent.hep;

import io.sipvault.agent.collect.Collector;
import io.sipvault.agent.config.HepAddress;
import io.sipvault.agent.spool.LossLedger;
import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives HEP over UDP at one address. What the kernel dropped, since it came faster than it was read, is counted. */
final class HepUdpListener implements Collector {
    private static final Logger LOG = LoggerFactory.getLogger(HepUdpListener.class);
    private static final int WAIT_MS = 100;
    private static final long DROPS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LAST_PACKETS_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int LARGEST = 1 << 16;

    private final DatagramChannel channel;
    private final Selector selector;
    private final InetSocketAddress bound;
    private final HepAddress address;
    private final HepIntake intake;
    private final HostAddresses host;
    private final LossLedger ledger;
    private final SocketDrops drops;
    private final ByteBuffer received = ByteBuffer.allocateDirect(LARGEST);
    private final byte[] carrier = new byte[LARGEST + CarrierPacket.headerBytes(new Endpoint(0, 0, 0))];
    private @Nullable InetSocketAddress lastSender;
    private Endpoint lastFrom = Endpoint.ofV4(0, 0);
    private volatile boolean stopped;
    private volatile long stoppedNanos;
    private long lookedNanos = System.nanoTime();

    private HepUdpListener(DatagramChannel channel, HepAddress asked, boolean v4, HepIntake intake, HostAddresses host,
            LossLedger ledger) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        this.bound = (InetSocketAddress) channel.getLocalAddress();
        this.address = new HepAddress(asked.transport(), asked.host(), bound.getPort());
        this.intake = intake;
        this.host = host;
        this.ledger = ledger;
        this.drops = new SocketDrops(Path.of("/proc/net"), bound, v4);
        channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
    }

    /**
     * Begins to listen.
     *
     * @param bufferBytes
     *            what the kernel keeps until it is read
     * @throws io.sipvault.ingest.error.ForensicException
     *             IN_USE when the address cannot be had
     */
    static HepUdpListener open(HepAddress address, int bufferBytes, HepIntake intake, HostAddresses host,
            LossLedger ledger) {
        Endpoint literal = Objects.requireNonNull(address.literal());
        try {
            DatagramChannel channel = DatagramChannel
                    .open(literal.isV4() ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6)
                    .setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes)
                    .bind(new InetSocketAddress(literal.toInetAddress(), address.port()));
            HepUdpListener listener = new HepUdpListener(channel, address, literal.isV4(), intake, host, ledger);
            listener.lookAtBuffer(bufferBytes);
            return listener;
        } catch (IOException e) {
            throw HepFailure.listening(address, e);
        }
    }

    private void lookAtBuffer(int asked) throws IOException {
        int got = channel.getOption(StandardSocketOptions.SO_RCVBUF);
        if (got < asked) {
            LOG.warn("{} has a buffer of {} bytes, less than sipvault.agent.hep.buffer: raise the sysctl"
                    + " net.core.rmem_max to {}", name(), got, asked);
        }
        if (!drops.areTold()) {
            LOG.warn("{}: this system does not tell what the kernel drops at a socket; such losses are not counted",
                    name());
        }
    }

    HepAddress address() {
        return address;
    }

    @Override
    public String name() {
        return "HEP at " + address;
    }

    @Override
    public void run() {
        try (channel; selector) {
            boolean last = false;
            while (!last) {
                last = stopped;
                selector.select(WAIT_MS);
                selector.selectedKeys().clear();
                receiveAll();
            }
            tellDrops();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the kernel has; after a stop for some time only. */
    private void receiveAll() throws IOException {
        boolean more = true;
        while (more) {
            more = receiveOne() && (!stopped || System.nanoTime() - stoppedNanos < LAST_PACKETS_NANOS);
            lookAtDrops();
        }
    }

    /** @return whether there may be more */
    private boolean receiveOne() throws IOException {
        received.clear();
        InetSocketAddress sender = (InetSocketAddress) channel.receive(received);
        if (sender == null) {
            return false;
        }
        Endpoint from = from(sender);
        if (intake.admits(from)) {
            int length = received.flip().remaining();
            received.get(carrier, CarrierPacket.headerBytes(from), length);
            intake.take(from, host.reachedBy(sender, bound), carrier, length);
        }
        return true;
    }

    /** Most often the same one sends again, and then the socket gives the same object. */
    private Endpoint from(InetSocketAddress sender) {
        if (!sender.equals(lastSender)) {
            lastSender = sender;
            lastFrom = Endpoints.of(sender);
        }
        return lastFrom;
    }

    private void lookAtDrops() {
        long now = System.nanoTime();
        if (now - lookedNanos >= DROPS_EVERY_NANOS) {
            lookedNanos = now;
            tellDrops();
        }
    }

    private void tellDrops() {
        long more = drops.more();
        if (more > 0) {
            LOG.warn(
                    "{}: the kernel dropped {} packets: is the machine too slow, or sipvault.agent.hep.buffer too small?",
                    name(), more);
            ledger.kernelDropped(more);
        }
    }

    @Override
    public void stop() {
        stoppedNanos = System.nanoTime();
        stopped = true;
        selector.wakeup();
    }
}
