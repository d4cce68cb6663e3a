package io.sipvault.agent.hep;

import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;

/** A way to a collector that is open. For one thread, save that another may abort it. */
interface ForwardLink extends AutoCloseable {
    /**
     * Sends a packet.
     *
     * @throws IOException
     *             when it, or of datagrams perhaps one before it, did not arrive
     */
    void send(byte[] packet) throws IOException;

    Endpoint local();

    Endpoint remote();

    /** Whether it should be opened again before it is used. */
    boolean isWorn();

    /** Ends it whatever it is doing, from any thread. */
    void abort();

    @Override
    void close();
}
