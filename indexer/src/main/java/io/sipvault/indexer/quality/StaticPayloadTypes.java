package io.sipvault.indexer.quality;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payload types with a fixed meaning, <a href="https://www.rfc-editor.org/rfc/rfc3551#section-6">RFC 3551 6</a>. */
final class StaticPayloadTypes {
    private static final Map<Integer, PayloadFormat> FORMATS = Map.ofEntries(entry(0, "PCMU", 8000),
            entry(3, "GSM", 8000), entry(4, "G723", 8000), entry(5, "DVI4", 8000), entry(6, "DVI4", 16000),
            entry(7, "LPC", 8000), entry(8, "PCMA", 8000), entry(9, "G722", 8000), entry(10, "L16", 44100),
            entry(11, "L16", 44100), entry(12, "QCELP", 8000), entry(13, PayloadFormat.COMFORT_NOISE, 8000),
            entry(14, "MPA", 90000), entry(15, "G728", 8000), entry(16, "DVI4", 11025), entry(17, "DVI4", 22050),
            entry(18, "G729", 8000), entry(19, PayloadFormat.COMFORT_NOISE, 8000), entry(25, "CELB", 90000),
            entry(26, "JPEG", 90000), entry(28, "NV", 90000), entry(31, "H261", 90000), entry(32, "MPV", 90000),
            entry(33, "MP2T", 90000), entry(34, "H263", 90000));

    private StaticPayloadTypes() {}

    private static Map.Entry<Integer, PayloadFormat> entry(int payloadType, String encodingName, int clockRateHz) {
        return Map.entry(payloadType, new PayloadFormat(encodingName, clockRateHz));
    }

    /** 19 is reserved in RFC 3551 but carried comfort noise before it, and still does. */
    static @Nullable PayloadFormat get(int payloadType) {
        return FORMATS.get(payloadType);
    }
}
