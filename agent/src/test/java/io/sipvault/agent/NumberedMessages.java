package io.sipvault.agent;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Sends SIP messages over loopback, each with its number in the Call-ID, and remembers when. */
final class NumberedMessages implements AutoCloseable {
    private static final long PAUSE_NS = 500_000;

    private final List<Instant> sent = new ArrayList<>();
    private final DatagramSocket sink = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramSocket source = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final Thread thread;
    private volatile boolean stopped;

    NumberedMessages() throws IOException {
        thread = Thread.ofPlatform().name("messages").start(this::send);
    }

    private void send() {
        while (!stopped) {
            byte[] message = ("OPTIONS sip:all@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK"
                    + sent.size()
                    + "\r\nFrom: <sip:a@127.0.0.1>;tag=1\r\nTo: <sip:b@127.0.0.1>\r\nCall-ID: number-" + sent.size()
                    + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            sent.add(Instant.now());
            try {
                source.send(new DatagramPacket(message, message.length, sink.getLocalSocketAddress()));
            } catch (IOException e) {
                throw new IllegalStateException("loopback takes no datagram", e);
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    /** A filter of them alone: others may send on loopback, too. */
    String filter() {
        return "udp port " + sink.getLocalPort();
    }

    /** Ends sending. @return when each message was sent, by its number */
    List<Instant> stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return sent;
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        source.close();
        sink.close();
    }
}
