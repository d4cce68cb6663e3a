package io.sipvault.agent.collect;

import io.sipvault.ingest.transport.Endpoint;

/** Sees the signalling that interfaces capture, beside the spool. It never blocks. Safe for use by many threads. */
public interface SignallingTap {
    SignallingTap NONE = new SignallingTap() {
        @Override
        public boolean isOwn(int ipProtocol, Endpoint source, Endpoint destination) {
            return false;
        }

        @Override
        public void message(int ipProtocol, Endpoint source, Endpoint destination, long timeNs, byte[] bytes,
                int offset, int length) {
            // nobody sees it
        }
    };

    /**
     * Whether what passes between two endpoints is the agent's own: it is kept where it is received, and what is sent was kept
     * before, so neither is to be captured once more.
     */
    boolean isOwn(int ipProtocol, Endpoint source, Endpoint destination);

    /**
     * A whole SIP message passed.
     *
     * @param timeNs
     *            capture time, nanoseconds since 1970
     * @param bytes
     *            valid during the call
     */
    void message(int ipProtocol, Endpoint source, Endpoint destination, long timeNs, byte[] bytes, int offset,
            int length);
}
