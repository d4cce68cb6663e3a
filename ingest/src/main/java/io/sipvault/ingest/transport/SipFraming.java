package io.sipvault.ingest.transport;

import io.sipvault.ingest.sip.SipFramer;
import io.sipvault.ingest.sip.SipFramer.Frame;
import io.sipvault.ingest.sip.SipStartLine;

/** A stream of SIP messages. */
final class SipFraming implements StreamFraming {
    private static final int LOOKED_AT = 64;

    @Override
    public Frame next(byte[] b, int offset, int limit) {
        return SipFramer.next(b, offset, limit);
    }

    @Override
    public int findStart(byte[] b, int from, int limit) {
        return SipFramer.findStart(b, from, limit);
    }

    @Override
    public boolean begins(byte[] b, int offset, int length) {
        return SipStartLine.matches(b, offset, length);
    }

    @Override
    public boolean mayContinue(byte[] b, int offset, int length) {
        for (int i = offset; i < offset + Math.min(length, LOOKED_AT); i++) {
            if (b[i] >= 0 && b[i] < ' ' && b[i] != '\r' && b[i] != '\n' && b[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}
