package io.sipvault.indexer.dialog;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.transport.Transport;

/** Two neighbours on the path of a dialog, whichever of them sent; {@code first} sent the first message seen. */
public record Hop(Transport transport, Endpoint first, Endpoint second) {
    static Hop of(Flow flow) {
        return new Hop(flow.transport(), flow.source(), flow.destination());
    }

    boolean carries(Flow flow) {
        return transport == flow.transport() && (first.equals(flow.source()) && second.equals(flow.destination())
                || first.equals(flow.destination()) && second.equals(flow.source()));
    }
}
