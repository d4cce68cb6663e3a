package io.sipvault.indexer.quality;

import org.jspecify.annotations.Nullable;

/**
 * The score of a stream, or why it has none.
 *
 * @param listening
 *            MOS without delay, 1 to 4.5; null with a reason
 * @param conversational
 *            MOS with delay; null without score or round trip
 * @param inputs
 *            null without score
 * @param noScoreReason
 *            null with a score
 */
public record MosScore(@Nullable Double listening, @Nullable Double conversational, @Nullable MosInputs inputs,
        @Nullable NoScoreReason noScoreReason) {

    /** Why a stream has no score: none is ever invented. */
    public enum NoScoreReason {
        /** Nothing but events, comfort noise or nothing at all. */
        NO_AUDIO("no audio packets"),
        /** A dynamic payload type that no SDP named. */
        CODEC_UNKNOWN("the codec is not known"),
        /** ITU-T G.107.1 has another scale, and its values are not cited yet. */
        WIDEBAND("wideband codecs have a scale of their own"),
        /** ITU-T G.113 gives no values. */
        NO_ITU_VALUES("ITU-T G.113 has no values for this codec");

        private final String sentence;

        NoScoreReason(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    static MosScore none(NoScoreReason reason) {
        return new MosScore(null, null, null, reason);
    }
}
