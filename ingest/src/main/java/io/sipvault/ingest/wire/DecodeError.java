package io.sipvault.ingest.wire;

/**
 * Why bytes could not be read as a layer.
 *
 * @param layer
 *            what was being read, such as "RTP header"
 * @param offset
 *            where in the buffer it began, in bytes
 * @param required
 *            bytes that were needed
 * @param available
 *            bytes that were there
 * @param lengthFrom
 *            the field that promised the length, such as "UDP length field"
 */
public record DecodeError(String layer, long offset, int required, int available, String lengthFrom) {
    @Override
    public String toString() {
        return layer + ": needs " + required + " bytes at offset " + offset + ", " + available
                + " available (length from " + lengthFrom + ")";
    }
}
