package io.sipvault.ingest.transport;

/** One direction between two endpoints. */
public record Flow(Transport transport, Endpoint source, Endpoint destination) {
    public Flow reversed() {
        return new Flow(transport, destination, source);
    }

    @Override
    public String toString() {
        return transport + " " + source + " > " + destination;
    }
}
