package io.sipvault.agent.hep;

import io.sipvault.agent.collect.Collector;
import io.sipvault.agent.config.HepAddress;
import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections over TCP or TLS at one address; each is read by a thread of its own. */
final class HepStreamListener implements Collector {
    private static final Logger LOG = LoggerFactory.getLogger(HepStreamListener.class);
    private static final int LOOK_EVERY_MS = 500;
    private static final int BACKLOG = 128;
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final long AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ServerSocket server;
    private final HepAddress address;
    private final @Nullable SSLContext tls;
    private final HepIntake intake;
    private final HepConnections connections;
    private long lookedNanos = System.nanoTime();
    private volatile boolean stopped;

    private HepStreamListener(ServerSocket server, HepAddress asked, @Nullable SSLContext tls, HepIntake intake,
            HepConnections connections) {
        this.server = server;
        this.address = new HepAddress(asked.transport(), asked.host(), server.getLocalPort());
        this.tls = tls;
        this.intake = intake;
        this.connections = connections;
    }

    /**
     * Begins to listen.
     *
     * @param tls
     *            null without
     * @throws io.sipvault.ingest.error.ForensicException
     *             IN_USE when the address cannot be had
     */
    static HepStreamListener open(HepAddress address, @Nullable SSLContext tls, HepIntake intake,
            HepConnections connections) {
        Endpoint literal = Objects.requireNonNull(address.literal());
        try {
            // of the family asked for alone: 0.0.0.0 is not ::
            ServerSocket server = ServerSocketChannel
                    .open(literal.isV4() ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6).socket();
            server.setReuseAddress(true);
            server.setSoTimeout(LOOK_EVERY_MS);
            server.bind(new InetSocketAddress(literal.toInetAddress(), address.port()), BACKLOG);
            return new HepStreamListener(server, address, tls, intake, connections);
        } catch (IOException e) {
            throw HepFailure.listening(address, e);
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
        while (!stopped) {
            try {
                take(server.accept());
            } catch (SocketTimeoutException e) {
                // time to look at those that are there
            } catch (IOException e) {
                if (!stopped) {
                    // out of file descriptors, perhaps: later connections may do
                    LOG.warn("{}: taking a connection failed: {}", name(), e.getMessage());
                    LockSupport.parkNanos(AFTER_FAILURE_NANOS);
                }
            }
            lookAtSilent();
        }
        connections.closeAll(FAREWELL);
    }

    private void take(Socket socket) throws IOException {
        if (!(socket.getRemoteSocketAddress() instanceof InetSocketAddress remote)) {
            // it is gone already
            socket.close();
            return;
        }
        Endpoint from = Endpoints.of(remote);
        if (!intake.admits(from)) {
            socket.close();
            return;
        }
        socket.setKeepAlive(true);
        HepConnection connection = new HepConnection(socket, tls, intake, connections);
        if (connections.add(connection)) {
            Thread.ofVirtual().name(name() + " from " + from).start(connection);
        } else {
            intake.refuse(from, HepRefusal.CONNECTIONS, "");
            connection.close();
        }
    }

    private void lookAtSilent() {
        long now = System.nanoTime();
        if (now - lookedNanos >= TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MS)) {
            lookedNanos = now;
            connections.closeSilent();
        }
    }

    @Override
    public void stop() {
        stopped = true;
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("{}: {}", name(), e.getMessage());
        }
    }
}
