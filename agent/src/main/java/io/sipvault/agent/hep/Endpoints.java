package io.sipvault.agent.hep;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses of sockets as those of packets. */
final class Endpoints {
    private Endpoints() {}

    static Endpoint of(InetSocketAddress address) {
        return of(address.getAddress(), address.getPort());
    }

    static Endpoint of(InetAddress address, int port) {
        byte[] bytes = address.getAddress();
        return bytes.length == Integer.BYTES
                ? Endpoint.ofV4(Bytes.i32(bytes, 0), port)
                : new Endpoint(Bytes.i64(bytes, 0), Bytes.i64(bytes, Long.BYTES), port);
    }
}
