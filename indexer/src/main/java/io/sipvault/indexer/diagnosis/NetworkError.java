package io.sipvault.indexer.diagnosis;

import io.sipvault.ingest.icmp.IcmpError;
import io.sipvault.ingest.transport.Endpoint;

/**
 * ICMP errors of one sender about one flow of a dialog.
 *
 * @param reporter
 *            address of who sent them
 * @param source
 *            who had sent what could not be delivered
 * @param destination
 *            where it should have gone
 * @param bytes
 *            payload that the first quoted packet had
 */
public record NetworkError(IcmpError.Kind kind, String reporter, Endpoint source, Endpoint destination,
        Payload payload, int count, long firstNs, long lastNs, int bytes) {
    /** What could not be delivered. */
    public enum Payload {
        SIP,
        RTP,
        RTCP,
        /** The quotation was too short to tell. */
        UDP
    }

    /** Whether the destination itself refused, and no router on the way. */
    boolean isRefusal() {
        return reporter.equals(destination.address());
    }
}
