package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Side;
import io.sipvault.ingest.transport.Endpoint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An RTP stream that belongs to a dialog, as one vantage measured it.
 *
 * @param id
 *            that evidence names
 * @param mediaType
 *            such as audio
 * @param toward
 *            which side it goes to
 * @param codec
 *            encoding name, null when not known
 * @param lost
 *            packets that never came
 * @param lossPct
 *            share of the expected packets that never came
 * @param jitterMs
 *            mean
 * @param burstRatio
 *            mean length of loss bursts over that of random loss, 1 without bursts
 * @param mos
 *            null without a score
 * @param payloadTypes
 *            that its packets carried
 * @param ptimeMs
 *            between packets, null when not known
 */
public record MediaStream(String id, long ssrc, String mediaType, Endpoint source, Endpoint destination, Side toward,
        long packets, long lost, long firstNs, long lastNs, @Nullable String codec, double lossPct, double jitterMs,
        double burstRatio, @Nullable Double mos, Set<Integer> payloadTypes, @Nullable Double ptimeMs) {
    boolean isAudio() {
        return mediaType.equals("audio");
    }
}
