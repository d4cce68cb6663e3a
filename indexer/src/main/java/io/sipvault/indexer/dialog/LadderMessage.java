package io.sipvault.indexer.dialog;

import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.wire.Hash128;
import java.util.List;

/**
 * One message of a dialog as a ladder shows it.
 *
 * @param index
 *            its place in the dialog, from 0, in time order; evidence refers to it
 * @param timeNs
 *            by the clock of {@code sightings.getFirst()}
 * @param request
 *            false for a response
 * @param method
 *            of a response the one of its CSeq
 * @param status
 *            0 for a request
 * @param phrase
 *            reason phrase, empty for a request
 * @param cseq
 *            -1 when it has none
 * @param transactionId
 *            equal for the messages of one transaction on one hop, from 0
 * @param retransmission
 *            the same bytes went over the same hop before
 * @param mirrored
 *            the capture shows one packet twice
 * @param sessionDescription
 *            whether it carries SDP
 * @param sightings
 *            of all vantages, the one that the message is counted for first
 */
public record LadderMessage(int index, long timeNs, Flow flow, boolean request, String method, int status,
        String phrase, long cseq, int transactionId, boolean retransmission, boolean mirrored,
        boolean sessionDescription, Hash128 contentHash, List<Sighting> sightings) {
    /** {@code INVITE} or {@code 486 Busy Here (INVITE)}. */
    public String title() {
        return request ? method : (status + " " + phrase).strip() + " (" + method + ")";
    }
}
