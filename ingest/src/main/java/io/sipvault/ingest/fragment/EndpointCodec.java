package io.sipvault.ingest.fragment;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.ByteSink;
import io.sipvault.ingest.wire.ByteSource;

/** Endpoints in fragment files: a version byte, 4 or 16 bytes of address, the port as varint. */
final class EndpointCodec {
    private static final int V4 = 4;
    private static final int V6 = 6;

    private EndpointCodec() {}

    static void encode(Endpoint endpoint, ByteSink out) {
        if (endpoint.isV4()) {
            out.u8(V4);
            out.i32((int) endpoint.addressLow());
        } else {
            out.u8(V6);
            out.i64(endpoint.addressHigh());
            out.i64(endpoint.addressLow());
        }
        out.varint(endpoint.port());
    }

    static Endpoint decode(ByteSource in) {
        boolean v4 = in.u8() == V4;
        if (v4) {
            int address = in.i32();
            return Endpoint.ofV4(address, (int) in.varint());
        }
        long high = in.i64();
        long low = in.i64();
        return new Endpoint(high, low, (int) in.varint());
    }
}
