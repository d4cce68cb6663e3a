package io.sipvault.ingest.transport;

import io.sipvault.ingest.sip.SipFramer.Frame;

/**
 * How the messages of a TCP direction are told. Never throws. What is decided on some bytes stays when more follow: a capture
 * that is cut into pieces must give the messages that it gives whole.
 */
public interface StreamFraming {
    /** SIP by Content-Length, RFC 3261 18.3. */
    StreamFraming SIP = new SipFraming();

    /** What stands at an offset of bytes that are there up to {@code limit}. */
    Frame next(byte[] b, int offset, int limit);

    /** Offset of the first message from {@code from} on, which may be the middle of one; -1 when there is none. */
    int findStart(byte[] b, int from, int limit);

    /** Whether a message begins at {@code offset} for sure. */
    boolean begins(byte[] b, int offset, int length);

    /** Whether bytes may be the middle of a message and are no bulk of something else. */
    boolean mayContinue(byte[] b, int offset, int length);
}
