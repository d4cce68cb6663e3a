package io.sipvault.indexer.quality;

import io.sipvault.indexer.quality.MosScore.NoScoreReason;
import java.util.Set;

/** Equipment impairment and loss robustness of narrowband codecs, ITU-T G.113 appendix I. */
sealed interface CodecScale {
    /** A codec with values. */
    record Values(double ie, double bpl, boolean concealment) implements CodecScale {}

    /** A codec without. */
    record Unscored(NoScoreReason reason) implements CodecScale {}

    Values G711_CONCEALED = new Values(0, 25.1, true);
    Values G711_PLAIN = new Values(0, 4.3, false);
    Values G729A = new Values(11, 19.0, true);
    Values G723_6K3 = new Values(15, 16.1, true);
    Values GSM_EFR = new Values(5, 10.0, true);

    /** Bytes of a G.723.1 frame of 6.3 kbit/s; one of 5.3 kbit/s has 20. */
    int G723_6K3_FRAME_LENGTH = 24;

    Set<String> WIDEBAND = Set.of("G722", "G7221", "G722.1", "G7222", "AMR-WB", "AMR-WB+", "OPUS", "EVS", "SILK",
            "ISAC", "G7291", "G729.1", "BV32", "UEMCLIP", "G711.1", "PCMU-WB", "PCMA-WB", "MP4A-LATM",
            "MPEG4-GENERIC");

    /**
     * The scale of a codec.
     *
     * @param clockRateHz
     *            tells Speex and the linear formats apart, which come in several rates
     * @param payloadLength
     *            bytes of most packets
     */
    static CodecScale of(String encodingName, int clockRateHz, int payloadLength, boolean lossConcealment) {
        return switch (encodingName) {
            case "" -> new Unscored(NoScoreReason.CODEC_UNKNOWN);
            case "PCMU", "PCMA" -> clockRateHz == 8000
                    ? lossConcealment ? G711_CONCEALED : G711_PLAIN
                    : new Unscored(NoScoreReason.WIDEBAND);
            case "G729", "G729A" -> G729A;
            case "G723" -> payloadLength % G723_6K3_FRAME_LENGTH == 0
                    ? G723_6K3
                    : new Unscored(NoScoreReason.NO_ITU_VALUES);
            case "GSM-EFR" -> GSM_EFR;
            default -> new Unscored(
                    isWideband(encodingName, clockRateHz) ? NoScoreReason.WIDEBAND : NoScoreReason.NO_ITU_VALUES);
        };
    }

    private static boolean isWideband(String encodingName, int clockRateHz) {
        return WIDEBAND.contains(encodingName) || (clockRateHz >= 16000 && clockRateHz <= 48000);
    }
}
