package io.sipvault.agent.hep;

import io.sipvault.ingest.hep.HepFramer;
import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One connection of a sender: reads packets until it ends. What does not begin with HEP is none of ours and is closed. */
final class HepConnection implements Runnable {
    private static final int READ_BYTES = 8_192;
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final Socket socket;
    private final @Nullable SSLContext tls;
    private final HepIntake intake;
    private final HepConnections connections;
    private final Endpoint from;
    private final Endpoint at;
    private final HepFramer framer = new HepFramer();
    private final int room;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean shaken;
    private volatile boolean closed;
    private boolean keptAny;

    /** @param tls null without */
    HepConnection(Socket socket, @Nullable SSLContext tls, HepIntake intake, HepConnections connections) {
        this.socket = socket;
        this.tls = tls;
        this.intake = intake;
        this.connections = connections;
        this.from = Endpoints.of((InetSocketAddress) socket.getRemoteSocketAddress());
        this.at = Endpoints.of((InetSocketAddress) socket.getLocalSocketAddress());
        this.room = CarrierPacket.headerBytes(from);
        this.shaken = tls == null;
    }

    /** Without its port. */
    Endpoint sender() {
        return from.withPort(0);
    }

    @Override
    public void run() {
        try (Socket open = opened()) {
            read(open.getInputStream());
        } catch (SSLException e) {
            if (!shaken && !closed) {
                intake.refuse(from, HepRefusal.TLS, String.valueOf(e.getMessage()));
            }
        } catch (IOException e) {
            // the other side, or a stop, ended it: what was whole is kept
        } finally {
            close();
            connections.remove(this);
        }
    }

    private Socket opened() throws IOException {
        if (tls == null) {
            return socket;
        }
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        heardNanos = System.nanoTime();
        shaken = true;
        return secure;
    }

    private void read(InputStream in) throws IOException {
        byte[] bytes = new byte[READ_BYTES];
        long skipped = 0;
        int count = in.read(bytes);
        while (count >= 0) {
            heardNanos = System.nanoTime();
            framer.add(bytes, 0, count, this::packet);
            if (framer.skippedBytes() > skipped) {
                skipped = framer.skippedBytes();
                intake.refuse(from, HepRefusal.NOT_HEP, skipped + " bytes of a connection");
                if (!keptAny) {
                    return;
                }
            }
            count = in.read(bytes);
        }
    }

    private void packet(byte[] buffer, int offset, int length) {
        byte[] carrier = new byte[room + length];
        System.arraycopy(buffer, offset, carrier, room, length);
        keptAny |= intake.take(from, at, carrier, length);
    }

    /** Whether it said nothing for too long. */
    boolean isOverdue(long nowNanos, Duration idle) {
        Duration patience = shaken ? idle : HANDSHAKE;
        boolean overdue = nowNanos - heardNanos > patience.toNanos();
        if (overdue && !shaken && !closed) {
            intake.refuse(from, HepRefusal.TLS, "not done after " + HANDSHAKE.toSeconds() + " s");
        }
        return overdue;
    }

    /** From any thread. */
    void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed as far as it can be
        }
    }
}
