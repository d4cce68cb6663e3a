package io.sipvault.agent.command;

import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.transport.Flow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SIP message that passes, with what criteria ask of it; each is found when it is asked for. For one thread. */
final class SeenMessage {

    final Flow flow;
    final long timeNs;
    final byte[] bytes;
    final SipMessage message;
    private long callIdHash;
    private @Nullable List<UriPart> from;
    private @Nullable List<UriPart> callers;
    private @Nullable List<UriPart> called;

    SeenMessage(Flow flow, long timeNs, byte[] bytes, SipMessage message) {
        this.flow = flow;
        this.timeNs = timeNs;
        this.bytes = bytes;
        this.message = message;
    }

    boolean hasCallId() {
        return message.callIdLength() > 0;
    }

    /** Of its bytes; of no use without a Call-ID. */
    long callIdHash() {
        if (callIdHash == 0) {
            int at = message.callIdOffset();
            callIdHash = ByteHash.of(bytes, at, at + message.callIdLength());
        }
        return callIdHash;
    }

    /** As From says. */
    List<UriPart> from() {
        if (from == null) {
            List<UriPart> found = new ArrayList<>(1);
            message.eachFrom((at, end) -> UriPart.addAll(bytes, at, end, found));
            from = found;
        }
        return from;
    }

    /** Who calls: From, P-Asserted-Identity, Remote-Party-ID. */
    List<UriPart> callers() {
        if (callers == null) {
            List<UriPart> asserted = new ArrayList<>(0);
            message.eachAssertedIdentity((at, end) -> UriPart.addAll(bytes, at, end, asserted));
            asserted.addAll(asserted.isEmpty() ? List.of() : from());
            callers = asserted.isEmpty() ? from() : asserted;
        }
        return callers;
    }

    /** Who is called: To and Request-URI. */
    List<UriPart> called() {
        if (called == null) {
            List<UriPart> found = new ArrayList<>(2);
            message.eachTo((at, end) -> UriPart.addAll(bytes, at, end, found));
            if (message.isRequest()) {
                addRequestUri(found);
            }
            called = found;
        }
        return called;
    }

    private void addRequestUri(List<UriPart> found) {
        int limit = end();
        int from = afterWord(message.offset(), limit);
        while (from < limit && bytes[from] == ' ') {
            from++;
        }
        found.add(UriPart.of(bytes, from, afterWord(from, limit)));
    }

    private int afterWord(int from, int limit) {
        int i = from;
        while (i < limit && (bytes[i] < 0 || bytes[i] > ' ')) {
            i++;
        }
        return i;
    }

    /** After its last byte. */
    int end() {
        return message.offset() + message.length();
    }
}
