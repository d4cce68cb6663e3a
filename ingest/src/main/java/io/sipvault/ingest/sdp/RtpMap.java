package io.sipvault.ingest.sdp;

/**
 * What a payload type means (RFC 8866 6.6).
 *
 * @param encodingName
 *            as written
 * @param clockRateHz
 *            of the RTP timestamp, 0 when it could not be read
 * @param channels
 *            1 when not given
 */
public record RtpMap(String encodingName, int clockRateHz, int channels) {}
