package io.sipvault.ingest.traffic;

import java.util.List;

/**
 * A request and its responses.
 *
 * @param branches
 *            one for each hop, that of the sender first
 */
record Transaction(String method, int cseq, boolean fromCaller, List<String> branches) {
    /** ACK of a failure and CANCEL have the branch and number of their INVITE (RFC 3261 9.1, 17.1.1.3). */
    Transaction as(String other) {
        return new Transaction(other, cseq, fromCaller, branches);
    }
}
