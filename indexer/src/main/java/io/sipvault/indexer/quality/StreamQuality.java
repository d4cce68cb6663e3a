package io.sipvault.indexer.quality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one RTP stream at one vantage.
 *
 * @param firstNs
 *            arrival of the first packet, ns since 1970; 0 without packets
 * @param lastNs
 *            arrival of the last packet
 * @param packets
 *            all that arrived, with duplicates
 * @param unique
 *            packets without duplicates
 * @param duplicates
 *            packets whose sequence number had come already
 * @param reordered
 *            packets that came behind a later one, by up to 99 (MAX_MISORDER of RFC 3550 A.1); they are not lost
 * @param expected
 *            by RFC 3550 A.3 from the sequence numbers of each run between restarts
 * @param lost
 *            expected - unique
 * @param lossPercent
 *            lost of expected; 0 without packets
 * @param octets
 *            payload bytes of all packets
 * @param sequenceRestarts
 *            confirmed jumps of the sequence number (RFC 3550 A.1)
 * @param discardedFixed
 *            packets that a fixed jitter buffer of 60 ms would have thrown away
 * @param discardedAdaptive
 *            packets that a buffer of 4 times the jitter, 40 to 200 ms, would have thrown away
 * @param burstR
 *            mean burst of lost and discarded packets over that of random loss, at least 1
 * @param maxGapMs
 *            longest time between two arrivals
 * @param maxGapStartNs
 *            arrival before that gap
 * @param silenceGaps
 *            times nothing arrived for at least 500 ms
 * @param silenceMs
 *            their sum
 * @param payloadTypes
 *            those seen, by number
 * @param codecChanges
 *            times an audio packet in order had another payload type than the one before
 * @param codec
 *            encoding name of most audio packets; null when unknown or without audio
 * @param ptimeMs
 *            audio per packet by the timestamps of most; else what SDP offered; 0 when unknown
 * @param intervals
 *            by start
 * @param digits
 *            by start
 */
public record StreamQuality(long firstNs, long lastNs, int packets, int unique, int duplicates, int reordered,
        long expected, long lost, double lossPercent, long octets, int sequenceRestarts, int discardedFixed,
        int discardedAdaptive, JitterFigures jitter, double burstR, double maxGapMs, long maxGapStartNs,
        int silenceGaps, double silenceMs, List<PayloadTypeUse> payloadTypes, int codecChanges,
        @Nullable String codec, double ptimeMs, MosScore mos, List<QualityInterval> intervals,
        List<DtmfDigit> digits) {}
