package io.sipvault.indexer.quality;

/**
 * A payload type that was seen.
 *
 * @param encodingName
 *            upper case; empty when unknown
 * @param clockRateHz
 *            by SDP, RFC 3551 or guess
 * @param clockRateGuessed
 *            whether it is the known rate nearest to what timestamps and arrivals say
 * @param packets
 *            with duplicates
 */
public record PayloadTypeUse(int payloadType, String encodingName, int clockRateHz, boolean clockRateGuessed,
        int packets) {}
