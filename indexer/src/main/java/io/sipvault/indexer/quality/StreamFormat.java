package io.sipvault.indexer.quality;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What SDP says of a stream's payload types. Types that it does not name are those of RFC 3551 6, and dynamic ones are
 * unknown: their clock rate is guessed from the trace.
 *
 * @param payloadFormats
 *            by payload type, telephone-event and CN among them
 * @param ptimeMs
 *            packet time offered, in ms; 0 when unknown
 * @param fromSdp
 *            whether an SDP was bound to the stream
 */
public record StreamFormat(Map<Integer, PayloadFormat> payloadFormats, double ptimeMs, boolean fromSdp) {
    private static final StreamFormat UNKNOWN = new StreamFormat(Map.of(), 0, false);

    public StreamFormat {
        payloadFormats = Map.copyOf(payloadFormats);
    }

    /** No SDP was bound. */
    public static StreamFormat unknown() {
        return UNKNOWN;
    }

    public static StreamFormat ofSdp(Map<Integer, PayloadFormat> payloadFormats, double ptimeMs) {
        return new StreamFormat(payloadFormats, ptimeMs, true);
    }

    /** The format of a payload type by SDP or RFC 3551; null for a dynamic type that no SDP named. */
    public @Nullable PayloadFormat payloadFormat(int payloadType) {
        PayloadFormat format = payloadFormats.get(payloadType);
        return format != null ? format : StaticPayloadTypes.get(payloadType);
    }
}
