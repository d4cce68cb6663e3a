package io.sipvault.agent.hep;

import io.sipvault.agent.config.HepAddress;
import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Over TCP or TLS. A thread of its own notices when the other side ends the connection, which writing notices too late. */
final class StreamLink implements ForwardLink {
    private static final int CONNECT_MS = 5_000;
    private static final int HANDSHAKE_MS = 10_000;

    private final Socket plain;
    /** The same, or TLS over it. */
    private final Socket socket;
    private final Endpoint local;
    private final Endpoint remote;
    private volatile boolean ended;

    private StreamLink(Socket plain, Socket socket) {
        this.plain = plain;
        this.socket = socket;
        this.local = Endpoints.of((InetSocketAddress) socket.getLocalSocketAddress());
        this.remote = Endpoints.of((InetSocketAddress) socket.getRemoteSocketAddress());
    }

    /** @param tls null without; else the collector's certificate has to be for its host */
    static StreamLink open(HepAddress to, @Nullable SSLContext tls) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(lookedUp(to), CONNECT_MS);
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            StreamLink link = new StreamLink(socket, tls == null ? socket : secured(tls, socket, to));
            Thread.ofVirtual().name("HEP to " + to).start(link::awaitEnd);
            return link;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    static InetSocketAddress lookedUp(HepAddress to) throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(to.host(), to.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException("no address is known for " + to.host());
        }
        return address;
    }

    private static Socket secured(SSLContext tls, Socket socket, HepAddress to) throws IOException {
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, to.host(), to.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.setSoTimeout(HANDSHAKE_MS);
        secure.startHandshake();
        secure.setSoTimeout(0);
        return secure;
    }

    private void awaitEnd() {
        byte[] ignored = new byte[256];
        try {
            while (socket.getInputStream().read(ignored) >= 0) {
                // a collector has nothing to say
            }
        } catch (IOException e) {
            // it is gone
        }
        ended = true;
        abort();
    }

    @Override
    public void send(byte[] packet) throws IOException {
        socket.getOutputStream().write(packet);
    }

    @Override
    public Endpoint local() {
        return local;
    }

    @Override
    public Endpoint remote() {
        return remote;
    }

    @Override
    public boolean isWorn() {
        return ended;
    }

    @Override
    public void abort() {
        closeQuietly(plain);
    }

    @Override
    public void close() {
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed as far as it can be
        }
    }
}
