package io.sipvault.indexer.dialog;

import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.wire.Hash128;

/**
 * One observation of a message with the place that it is kept at.
 *
 * @param vantage
 *            the agent that saw it; of what came in HEP also who reported it to that agent
 * @param chunkId
 *            of the chunk that holds its packets
 * @param message
 *            what {@code observation.text()} says
 */
public record WitnessedMessage(String vantage, Hash128 chunkId, SipObservation observation, SipMessage message) {
    /**
     * An observation of a chunk.
     *
     * @param vantageOfChunk
     *            that captured its packets
     */
    public static WitnessedMessage of(String vantageOfChunk, Hash128 chunkId, SipObservation observation) {
        byte[] text = observation.text();
        return new WitnessedMessage(observation.reporter().vantage(vantageOfChunk), chunkId, observation,
                SipMessage.parse(text, 0, text.length));
    }
}
