package io.sipvault.ingest.traffic;

import io.sipvault.ingest.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** One leg of the way of a dialog's messages: who talks to whom over what, and what they say. */
record Hop(Endpoint caller, Endpoint callee, boolean tcp, List<Step> steps) {
    Hop(Endpoint caller, Endpoint callee, boolean tcp) {
        this(caller, callee, tcp, new ArrayList<>());
    }

    String transport() {
        return tcp ? "TCP" : "UDP";
    }

    Endpoint sender(boolean fromCaller) {
        return fromCaller ? caller : callee;
    }
}
