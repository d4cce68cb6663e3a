package io.sipvault.ingest.sip;

import java.util.ArrayList;
import java.util.List;

/** What breaks the grammar or the rules of RFC 3261 in a message, with RFC 4475 as the guide. */
final class Defects {
    private static final int MAX_DEFECTS = 32;

    private final SipMessage message;
    private final List<String> found = new ArrayList<>(2);

    private Defects(SipMessage message) {
        this.message = message;
    }

    static List<String> of(SipMessage message) {
        Defects defects = new Defects(message);
        defects.checkContentLength();
        return List.copyOf(defects.found);
    }

    private void add(String defect) {
        if (found.size() < MAX_DEFECTS) {
            found.add(defect);
        }
    }

    private void checkContentLength() {
        int available = message.limit() - message.bodyOffset();
        if (message.declaredContentLength() > available) {
            add("Content-Length " + message.declaredContentLength() + " exceeds the " + available
                    + " bytes that follow");
        }
    }
}
