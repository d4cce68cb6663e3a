package io.sipvault.indexer.dialog;

import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.wire.Hash128;

/**
 * One observation of a message with the place that it is kept at.
 *
 * @param vantage
 *            the agent that saw it
 * @param chunkId
 *            of the chunk that holds its packets
 * @param message
 *            what {@code observation.text()} says
 */
public record WitnessedMessage(String vantage, Hash128 chunkId, SipObservation observation, SipMessage message) {}
